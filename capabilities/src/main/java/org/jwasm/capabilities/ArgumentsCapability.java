// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.List;

import org.jwasm.runtime.ResultArray;

/** The arguments of a program, the first of which is its name. */
public final class ArgumentsCapability extends Kind<ArgumentsCapability> {

    private static final Members<ArgumentsCapability> MEMBERS = Members.of(ArgumentsCapability.class)
                    .add("first", 1, (self, a) -> self.first(a.integer(0)))
                    .add("values", 0, (self, _) -> new ResultArray(self.values().toArray()));

    private final List<String> values;

    private ArgumentsCapability(Origin origin, List<String> values) {
        super(origin);
        this.values = values;
    }

    public static ArgumentsCapability of(List<String> values) {
        return new ArgumentsCapability(Origin.original(Right.READ), List.copyOf(values));
    }

    public static ArgumentsCapability of(String... values) {
        return of(List.of(values));
    }

    @Override
    public String kind() {
        return "arguments";
    }

    @Override
    ArgumentsCapability copy(Origin origin) {
        return new ArgumentsCapability(origin, values);
    }

    /** The same with only the first {@code count} of the arguments. */
    public ArgumentsCapability first(int count) throws CapabilityException {
        return derive("first", () -> new ArgumentsCapability(Origin.same(this), values.subList(0, Math.clamp(count, 0, values.size()))));
    }

    public List<String> values() throws CapabilityException {
        return guarded(Right.READ, "values", null, () -> values);
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
