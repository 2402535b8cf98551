// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Declarations in WIT: types, functions and interfaces. Unlike in a file of a package, types and functions may also stand
 * outside of interfaces; the last function needs no semicolon then. Immutable; {@code toString} prints it back, without comments.
 *
 * <pre>{@code
 * WitDocument wit = WitDocument.parse("""
 *                 enum level { info, alarm }
 *                 notify: func(level: level, title: string) -> result<_, string>;
 *                 """);
 * WitFunction notify = wit.function("notify: func(title: string)"); // one more, with these types
 * WitFunction declared = wit.functions().get("notify");
 * }</pre>
 *
 * <p>Asynchronous functions, streams, futures, maps, lists of fixed length and worlds aren't supported, and are errors.
 */
public final class WitDocument {

    private final String name;
    private final WitInterface outside;
    private final Map<String, WitInterface> interfaces;
    private final Resolver resolver;

    private WitDocument(String name, WitInterface outside, Map<String, WitInterface> interfaces, Resolver resolver) {
        this.name = name;
        this.outside = outside;
        this.interfaces = Collections.unmodifiableMap(interfaces);
        this.resolver = resolver;
    }

    /**
     * Reads declarations.
     *
     * @throws WitException where it isn't WIT, or where a name isn't known
     */
    public static WitDocument parse(String text) {
        Parser parser = new Parser(text);
        Syntax.Scope scope = parser.document();
        Map<String, Resolver> resolvers = new HashMap<>();
        for (Syntax.Scope each : parser.interfaces()) {
            if (resolvers.put(each.name().text(), new Resolver(each, resolvers)) != null) {
                throw each.name().error("`" + each.name().text() + "` is already defined");
            }
        }
        Resolver resolver = new Resolver(scope, resolvers);
        Map<String, WitInterface> interfaces = new LinkedHashMap<>();
        for (Syntax.Scope each : parser.interfaces()) {
            interfaces.put(each.name().text(), resolvers.get(each.name().text()).resolve());
        }
        return new WitDocument(parser.packageName(), resolver.resolve(), interfaces, resolver);
    }

    /** The package's name with its version, or null. */
    public String name() {
        return name;
    }

    /** Functions outside of interfaces, by name. */
    public Map<String, WitFunction> functions() {
        return outside.functions();
    }

    /** Types outside of interfaces, by name; a resource as its owning handle. */
    public Map<String, WitType> types() {
        return outside.types();
    }

    /** Interfaces by name. */
    public Map<String, WitInterface> interfaces() {
        return interfaces;
    }

    /**
     * Reads one more function that may use the types outside of interfaces.
     *
     * @throws WitException if it isn't one
     */
    public WitFunction function(String text) {
        return resolver.function(new Parser(text).single());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WitDocument that && Objects.equals(name, that.name) && outside.equals(that.outside) &&
                        interfaces.equals(that.interfaces);
    }

    @Override
    public int hashCode() {
        return outside.hashCode() + interfaces.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(name == null ? "" : "package " + name + ";\n");
        interfaces.forEach((label, each) -> out.append("interface ").append(Labels.escape(label)).append(" {\n").append(each.print("  ")).append("}\n"));
        return out.append(outside.print("")).toString();
    }
}
