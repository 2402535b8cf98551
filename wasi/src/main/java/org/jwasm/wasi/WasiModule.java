// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.runtime.HostFunction;
import org.jwasm.runtime.ResultArray;
import org.jwasm.wasi.WasiFunction.Definition;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** The functions of one guest by their names. */
@ExportLibrary(InteropLibrary.class)
final class WasiModule implements TruffleObject {

    /** The one function that came in preview 1 itself. */
    private static final String LATER = "sock_accept";
    private static final Map<String, Definition> DEFINITIONS = new LinkedHashMap<>();

    static {
        for (List<Definition> family : List.of(ProcessFunctions.ALL, ClockFunctions.ALL, RandomFunctions.ALL, DescriptorFunctions.ALL,
                        TransferFunctions.ALL, PathFunctions.ALL, PollFunctions.ALL, SocketFunctions.ALL)) {
            family.forEach(definition -> DEFINITIONS.put(definition.name(), definition));
        }
        initialize(WasiException.class);
        initialize(CapabilityException.class);
    }

    /**
     * What a training run has found worth compiling is compiled early, but not before all classes are there that it had met: these two too,
     * although a program may do nothing that fails.
     */
    private static void initialize(Class<?> failure) {
        try {
            MethodHandles.lookup().ensureInitialized(failure);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private final Wasi wasi;
    private final Snapshot layout;
    private final Map<String, HostFunction> functions = new ConcurrentHashMap<>();

    WasiModule(Wasi wasi, Snapshot layout) {
        this.wasi = wasi;
        this.layout = layout;
    }

    /** Null if there is none of this name. */
    @TruffleBoundary
    HostFunction function(String name) {
        Definition definition = has(name) ? DEFINITIONS.get(name) : null;
        return definition == null ? null : functions.computeIfAbsent(name, key -> new WasiFunction(wasi, definition, layout));
    }

    private boolean has(String name) {
        return DEFINITIONS.containsKey(name) && !(layout == Snapshot.UNSTABLE && name.equals(LATER));
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray(DEFINITIONS.keySet().stream().filter(this::has).toArray());
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return has(member);
    }

    @ExportMessage
    Object readMember(String member) throws UnknownIdentifierException {
        HostFunction function = function(member);
        if (function == null) {
            throw UnknownIdentifierException.create(member);
        }
        return function;
    }
}
