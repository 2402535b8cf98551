// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.List;
import java.util.stream.Collectors;

/** {@code flags name { one, other }} */
public record FlagsType(String name, List<String> flags) implements WitType {

    private static final int MOST = 32;

    /** @throws IllegalArgumentException if there is no flag, there are more than 32, or two of one name */
    public FlagsType {
        Labels.check(name);
        flags = List.copyOf(flags);
        Labels.checkUnique("flag", "flags", name, flags);
        if (flags.size() > MOST) {
            throw new IllegalArgumentException("flags `" + name + "` has " + flags.size() + " flags, more than " + MOST);
        }
    }

    @Override
    public List<WitType> parts() {
        return List.of();
    }

    @Override
    public String declaration() {
        return "flags " + this + flags.stream().map(Labels::escape).collect(Collectors.joining(", ", " { ", " }"));
    }

    @Override
    public String toString() {
        return Labels.escape(name);
    }
}
