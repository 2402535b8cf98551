// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** {@code variant name { case(T), other }} */
public record VariantType(String name, List<Case> cases) implements WitType {

    /** One case; its type is null if it has none. */
    public record Case(String name, WitType type) {

        public Case {
            Labels.check(name);
        }

        @Override
        public String toString() {
            return Labels.escape(name) + (type == null ? "" : "(" + type + ")");
        }
    }

    /** @throws IllegalArgumentException if there is no case, or two of one name */
    public VariantType {
        Labels.check(name);
        cases = List.copyOf(cases);
        Labels.checkUnique("case", "variant", name, cases.stream().map(Case::name).toList());
    }

    @Override
    public List<WitType> parts() {
        return cases.stream().map(Case::type).filter(Objects::nonNull).toList();
    }

    @Override
    public String declaration() {
        return "variant " + this + cases.stream().map(Case::toString).collect(Collectors.joining(", ", " { ", " }"));
    }

    @Override
    public String toString() {
        return Labels.escape(name);
    }
}
