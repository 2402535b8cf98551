// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jwasm.runtime.ResultArray;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;

/** The operations of a kind of capability as guests of any language call them, by the names that they have in Java. */
final class Members<C extends Capability> {

    /** The code of an operation. */
    @FunctionalInterface
    interface Body<C> {
        Object run(C self, Arguments arguments) throws CapabilityException, UnsupportedTypeException;
    }

    private record Operation<C>(int least, int most, Body<C> body) {
    }

    private static final List<String> PROPERTIES = List.of("kind", "rights", "live", "holder", "caveats");

    private final Class<C> type;
    private final Map<String, Operation<C>> operations = new LinkedHashMap<>();

    /** The operations that all kinds have. */
    private Members(Class<C> type) {
        this.type = type;
        add("only", 0, Right.values().length, (self, a) -> self.only(rights(a)));
        add("without", 0, Right.values().length, (self, a) -> self.without(rights(a).toArray(Right[]::new)));
        add("delegate", 1, (self, a) -> new Grant(self.delegate(a.instance(0, Holder.class, "a holder"))));
        add("expiresAfter", 1, (self, a) -> self.expiresAfter(Duration.ofMillis(a.number(0))));
        add("uses", 1, (self, a) -> self.uses(a.number(0)));
        add("bytes", 1, (self, a) -> self.bytes(a.number(0)));
        add("rate", 2, (self, a) -> self.rate(a.integer(0), Duration.ofMillis(a.number(1))));
        add("revoke", 0, (self, _) -> {
            self.revoke();
            return true;
        });
    }

    static <C extends Capability> Members<C> of(Class<C> type) {
        return new Members<>(type);
    }

    Members<C> add(String name, int count, Body<C> body) {
        return add(name, count, count, body);
    }

    Members<C> add(String name, int least, int most, Body<C> body) {
        operations.put(name, new Operation<>(least, most, body));
        return this;
    }

    private static Set<Right> rights(Arguments arguments) throws CapabilityException, UnsupportedTypeException {
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        for (String name : arguments.strings(0)) {
            rights.add(Right.named(name));
        }
        return rights;
    }

    List<String> names() {
        return Stream.concat(PROPERTIES.stream(), operations.keySet().stream()).toList();
    }

    boolean has(String name) {
        return operations.containsKey(name);
    }

    Object invoke(Capability self, String name, Object[] values)
                    throws ArityException, UnsupportedTypeException, UnknownIdentifierException {
        Operation<C> operation = operations.get(name);
        if (operation == null) {
            throw UnknownIdentifierException.create(name);
        }
        if (values.length < operation.least || values.length > operation.most) {
            throw ArityException.create(operation.least, operation.most, values.length);
        }
        try {
            return operation.body.run(type.cast(self), new Arguments(values));
        } catch (CapabilityException e) {
            throw new CapabilityFailure(e);
        }
    }

    static boolean isProperty(String name) {
        return PROPERTIES.contains(name);
    }

    static Object property(Capability self, String name) throws UnknownIdentifierException {
        return switch (name) {
            case "kind" -> self.kind();
            case "rights" -> new ResultArray(self.rights().stream().map(Right::toString).toArray());
            case "live" -> self.isLive();
            case "holder" -> self.holder().path();
            case "caveats" -> new ResultArray(self.caveats().toArray());
            default -> throw UnknownIdentifierException.create(name);
        };
    }
}
