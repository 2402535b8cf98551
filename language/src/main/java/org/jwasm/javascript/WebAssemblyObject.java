// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jwasm.runtime.Members;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;

/**
 * The object {@code WebAssembly} of the polyglot bindings. It offers what any version of GraalJS wants; which one it speaks
 * with it learns from the members that are read when a realm is made.
 */
public final class WebAssemblyObject extends Members {

    /** The name in the polyglot bindings. */
    public static final String NAME = "WebAssembly";

    private volatile Generation generation = Generation.FIRST;

    public WebAssemblyObject(ModuleHost host) {
        this(host, new LinkedHashMap<>());
    }

    private WebAssemblyObject(ModuleHost host, Map<String, Object> members) {
        super(members, NAME);
        Functions functions = new Functions(members);
        MemoryFunctions memories = new MemoryFunctions(this, host);
        new ModuleFunctions(this, host).addTo(functions);
        memories.addTo(functions);
        new TableFunctions(host).addTo(functions);
        GlobalFunctions.addTo(functions);
        new ReferenceFunctions(this, memories).addTo(functions);
        new ExceptionFunctions(this).addTo(functions);
    }

    /** Where the functions go. */
    record Functions(Map<String, Object> members) {

        void add(String name, int arity, ProtocolFunction.Body body) {
            members.put(name, new ProtocolFunction(name, arity, body));
        }

        void add(String name, Object value) {
            members.put(name, value);
        }
    }

    Generation generation() {
        return generation;
    }

    @Override
    @TruffleBoundary
    public Object readMember(String member) throws UnknownIdentifierException {
        Object value = super.readMember(member);
        generation = Generation.reading(member, generation);
        return value;
    }
}
