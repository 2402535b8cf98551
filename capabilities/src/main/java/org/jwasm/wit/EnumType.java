// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.List;
import java.util.stream.Collectors;

/** {@code enum name { one, other }} */
public record EnumType(String name, List<String> cases) implements WitType {

    /** @throws IllegalArgumentException if there is no case, or two of one name */
    public EnumType {
        Labels.check(name);
        cases = List.copyOf(cases);
        Labels.checkUnique("case", "enum", name, cases);
    }

    @Override
    public List<WitType> parts() {
        return List.of();
    }

    @Override
    public String declaration() {
        return "enum " + this + cases.stream().map(Labels::escape).collect(Collectors.joining(", ", " { ", " }"));
    }

    @Override
    public String toString() {
        return Labels.escape(name);
    }
}
