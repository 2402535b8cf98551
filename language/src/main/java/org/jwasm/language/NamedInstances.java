// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jwasm.instantiation.Instantiator;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.ResultArray;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmInstance;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * The bindings of the language in a context: with {@code wasm.EvalReturnsInstance}, one instance for the name of each source that
 * was evaluated. They are linked with each other by these names when their exports are first asked for.
 */
@ExportLibrary(InteropLibrary.class)
final class NamedInstances implements TruffleObject {

    private final WasmContext context;
    private final Instantiator.Builtins builtins;
    private final Map<String, InstanceObject> instances = new LinkedHashMap<>();
    private final Set<String> linking = new HashSet<>();

    /** @param builtins for imports from modules that no instance has the name of */
    NamedInstances(WasmContext context, Instantiator.Builtins builtins) {
        this.context = context;
        this.builtins = builtins;
    }

    /**
     * The instance of the name of a module.
     *
     * @throws WasmException unlinkable if that is one of another module
     */
    @TruffleBoundary
    synchronized InstanceObject get(ModuleCode code) {
        String name = code.module().name();
        InstanceObject instance = instances.computeIfAbsent(name, _ -> new InstanceObject(code, this));
        // The engine may have forgotten that it parsed the source, and parsed it again.
        if (instance.code() != code && !Arrays.equals(instance.code().module().bytes(), code.module().bytes())) {
            throw WasmException.of(FailureType.UNLINKABLE, "there is already an instance of another module with the name " + name);
        }
        return instance;
    }

    /** Makes the instance behind an object. */
    synchronized WasmInstance link(InstanceObject object) {
        String name = object.code().module().name();
        linking.add(name);
        try {
            return context.createInstance(object.code(), null, this::find);
        } finally {
            linking.remove(name);
        }
    }

    private Object find(String module, String name) {
        InstanceObject instance = instances.get(module);
        if (instance == null) {
            return builtins.find(module, name);
        }
        if (linking.contains(module)) {
            throw WasmException.of(FailureType.UNLINKABLE, "the module " + module + " imports from itself, directly or by others");
        }
        return instance.exports().find(name);
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
    Class<? extends TruffleLanguage<?>> getLanguage() {
        return WasmLanguage.class;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    synchronized Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray((Object[]) instances.keySet().toArray(String[]::new));
    }

    @ExportMessage
    @TruffleBoundary
    synchronized boolean isMemberReadable(String member) {
        return instances.containsKey(member);
    }

    @ExportMessage
    @TruffleBoundary
    synchronized Object readMember(String member) throws UnknownIdentifierException {
        InstanceObject instance = instances.get(member);
        if (instance == null) {
            throw UnknownIdentifierException.create(member);
        }
        return instance;
    }

    @ExportMessage
    @TruffleBoundary
    synchronized Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "wasm-global-scope" + instances.keySet();
    }
}
