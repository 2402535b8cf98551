// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.List;
import java.util.stream.Collectors;

/** {@code tuple<T, U>} */
public record TupleType(List<WitType> elements) implements WitType {

    /** @throws IllegalArgumentException if there is no element */
    public TupleType {
        elements = List.copyOf(elements);
        if (elements.isEmpty()) {
            throw new IllegalArgumentException("a tuple needs an element");
        }
    }

    @Override
    public List<WitType> parts() {
        return elements;
    }

    @Override
    public String toString() {
        return elements.stream().map(WitType::toString).collect(Collectors.joining(", ", "tuple<", ">"));
    }
}
