// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jwasm.runtime.ResultArray;
import org.jwasm.runtime.WasmNull;

/** Environment variables, in the order of their definition. */
public final class EnvironmentCapability extends Kind<EnvironmentCapability> {

    private static final Members<EnvironmentCapability> MEMBERS = Members.of(EnvironmentCapability.class)
                    .add("onlyVariables", 0, Integer.MAX_VALUE, (self, a) -> self.onlyVariables(a.strings(0)))
                    .add("get", 1, (self, a) -> nullable(self.variable(a.string(0))))
                    .add("names", 0, (self, _) -> new ResultArray(self.variables().keySet().toArray()));

    private final Map<String, String> variables;

    private EnvironmentCapability(Origin origin, Map<String, String> variables) {
        super(origin);
        this.variables = variables;
    }

    /** @throws IllegalArgumentException for a name that is empty or holds {@code =} or NUL, or a value that holds NUL */
    public static EnvironmentCapability of(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("not an environment variable: " + name);
            }
        });
        return new EnvironmentCapability(Origin.original(Right.READ), Collections.unmodifiableMap(new LinkedHashMap<>(variables)));
    }

    @Override
    public String kind() {
        return "environment";
    }

    @Override
    public String scope() {
        return String.join(" ", variables.keySet());
    }

    @Override
    EnvironmentCapability copy(Origin origin) {
        return new EnvironmentCapability(origin, variables);
    }

    /** Their names, which its holder may know without having asked. */
    public Set<String> names() {
        return variables.keySet();
    }

    /** All of them. */
    public Map<String, String> variables() throws CapabilityException {
        return guarded(Right.READ, "variables", null, () -> variables);
    }

    /** One of them, or null. */
    public String variable(String name) throws CapabilityException {
        return guarded(Right.READ, "variable", name, () -> variables.get(name));
    }

    /** The same with only these of the variables. */
    public EnvironmentCapability onlyVariables(String... names) throws CapabilityException {
        return onlyVariables(List.of(names));
    }

    /** The same with only these of the variables. */
    public EnvironmentCapability onlyVariables(Collection<String> names) throws CapabilityException {
        return derive("onlyVariables", () -> {
            Map<String, String> kept = new LinkedHashMap<>(variables);
            kept.keySet().retainAll(names);
            return new EnvironmentCapability(Origin.same(this), Collections.unmodifiableMap(kept));
        });
    }

    private static Object nullable(String value) {
        return value == null ? WasmNull.INSTANCE : value;
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
