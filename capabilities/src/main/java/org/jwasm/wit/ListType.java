// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.List;
import java.util.Objects;

/** {@code list<T>} */
public record ListType(WitType element) implements WitType {

    public ListType {
        Objects.requireNonNull(element);
    }

    @Override
    public List<WitType> parts() {
        return List.of(element);
    }

    @Override
    public String toString() {
        return "list<" + element + ">";
    }
}
