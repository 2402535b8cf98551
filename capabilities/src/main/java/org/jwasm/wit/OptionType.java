// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.List;
import java.util.Objects;

/** {@code option<T>} */
public record OptionType(WitType some) implements WitType {

    public OptionType {
        Objects.requireNonNull(some);
    }

    @Override
    public List<WitType> parts() {
        return List.of(some);
    }

    @Override
    public String toString() {
        return "option<" + some + ">";
    }
}
