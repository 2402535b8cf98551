// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.Objects;

/**
 * A value of a variant type.
 *
 * @param name of the case
 * @param value null for a case without one
 */
public record Case(String name, Object value) {

    public Case {
        Objects.requireNonNull(name);
    }

    /** A case without a value. */
    public static Case of(String name) {
        return new Case(name, null);
    }

    @Override
    public String toString() {
        return name + (value == null ? "" : "(" + value + ")");
    }
}
