// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.instrument;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jwasm.runtime.Extern;
import org.jwasm.runtime.Members;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.Export;
import org.jwasm.structure.Module;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** What the functions of an instance share, as debuggers show it: globals and memories, then what is exported. */
@ExportLibrary(InteropLibrary.class)
final class InstanceScope extends Members {

    private static final int GLOBALS = 7;
    private static final int MEMORIES = 6;

    private final Class<?> language;

    @TruffleBoundary
    InstanceScope(Class<?> language, WasmInstance instance) {
        super(members(instance), instance.toString());
        this.language = language;
    }

    private static Map<String, Extern> members(WasmInstance instance) {
        Map<String, Extern> members = new LinkedHashMap<>();
        Module module = instance.code().module();
        for (int i = 0; i < module.globalCount(); i++) {
            members.putIfAbsent(name(module, GLOBALS, i, "global "), instance.global(i));
        }
        for (int i = 0; i < module.memoryCount(); i++) {
            members.putIfAbsent(name(module, MEMORIES, i, "memory "), instance.memory(i));
        }
        for (Export export : module.exports()) {
            members.putIfAbsent(export.name(), instance.extern(export));
        }
        return members;
    }

    private static String name(Module module, int space, int index, String kind) {
        String name = module.names().others().getOrDefault(space, Map.of()).get(index);
        return name == null ? kind + index : "$" + name;
    }

    @ExportMessage
    boolean isScope() {
        return true;
    }

    @ExportMessage
    boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    @SuppressWarnings("unchecked")
    Class<? extends TruffleLanguage<?>> getLanguage() {
        return (Class<? extends TruffleLanguage<?>>) language;
    }
}
