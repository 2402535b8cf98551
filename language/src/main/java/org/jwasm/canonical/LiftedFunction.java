// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import org.jwasm.runtime.HeapBoundary;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.Export;
import org.jwasm.wit.WitFunction;

/** A core function that a nano-process exports, with the type that it implements. Spec: Canonical ABI, {@code canon lift}. */
public final class LiftedFunction extends HeapBoundary {

    private final WitFunction type;
    private final CanonicalInstance instance;
    private final String name;
    private volatile WasmFunction function;
    private volatile WasmFunction postReturn;
    private HostCodec.OfFunction codec;

    private LiftedFunction(WitFunction type, CanonicalInstance instance, String name, WasmFunction function, WasmFunction postReturn) {
        this.type = type;
        this.instance = instance;
        this.name = name;
        this.function = function;
        this.postReturn = postReturn;
    }

    /**
     * Finds it.
     *
     * @throws IllegalArgumentException if the module's exports don't fit the type
     */
    public static LiftedFunction of(CanonicalInstance instance, WasmInstance core, String export, WitFunction type) {
        String lacks = CoreExports.lacksToExport(core.code().module(), export, type);
        if (lacks != null) {
            throw new IllegalArgumentException(instance + " can't export `" + type + "`: " + lacks);
        }
        return new LiftedFunction(type, instance, export, find(core, export), find(core, CoreExports.POST_RETURN + export));
    }

    private static WasmFunction find(WasmInstance core, String name) {
        Export export = CoreExports.find(core.code().module(), name);
        return export != null && core.extern(export) instanceof WasmFunction found ? found : null;
    }

    WitFunction type() {
        return type;
    }

    CanonicalInstance instance() {
        return instance;
    }

    /** Null if the nano-process is dead. */
    WasmFunction function() {
        return function;
    }

    /** Called with the core results when they are done with; null if there is none. */
    WasmFunction postReturn() {
        return postReturn;
    }

    synchronized HostCodec.OfFunction codec() {
        if (codec == null) {
            codec = new HostCodec.OfFunction(type);
        }
        return codec;
    }

    /** The nano-process is dead. */
    public void clear() {
        function = null;
        postReturn = null;
    }

    @Override
    public String toString() {
        return "`" + name + "` of " + instance;
    }
}
