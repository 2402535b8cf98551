// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import org.jwasm.nanoprocess.spi.Gate;
import org.jwasm.runtime.FuelTank;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.Export;
import org.jwasm.structure.Module;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleContext;

/** One nano-process as the canonical ABI sees it. Spec: Canonical ABI, Component Instance State; Canonical ABI Options. */
public final class CanonicalInstance {

    private final String path;
    private final Gate gate;
    private final HandleTable handles;
    private final Staging staging = new Staging();
    private volatile TruffleContext context;
    private WasmInstance instance;
    private WasmMemory memory;
    private WasmFunction realloc;
    private boolean resolved;
    /** False while its allocator or clean-up runs, which may call nobody. */
    private boolean mayLeave = true;

    /** @param path the nano-process's place in the tree */
    public CanonicalInstance(String path, Gate gate) {
        this.path = path;
        this.gate = gate;
        this.handles = new HandleTable(gate);
    }

    public void setContext(TruffleContext created) {
        context = created;
    }

    /** For the linker. */
    public void setInstance(WasmInstance linked) {
        instance = linked;
    }

    /** It is dead: holds on to nothing any more. */
    public void clear() {
        context = null;
        instance = null;
        memory = null;
        realloc = null;
        handles.clear();
    }

    Gate gate() {
        return gate;
    }

    /** Null if the nano-process is dead. */
    TruffleContext context() {
        return context;
    }

    HandleTable handles() {
        return handles;
    }

    /** For results that it gets. */
    Staging staging() {
        return staging;
    }

    boolean mayLeave() {
        return mayLeave;
    }

    void setMayLeave(boolean allowed) {
        mayLeave = allowed;
        gate.confined = !allowed;
    }

    /** What it exports as {@code memory}, or null. */
    WasmMemory memory() {
        resolve();
        return memory;
    }

    /** What it exports as {@code cabi_realloc}, or null. */
    WasmFunction realloc() {
        resolve();
        return realloc;
    }

    private void resolve() {
        if (!resolved) {
            CompilerDirectives.transferToInterpreter();
            lookUp();
        }
    }

    @TruffleBoundary
    private void lookUp() {
        Module module = instance.code().module();
        Export memoryExport = CoreExports.find(module, CoreExports.MEMORY);
        Export reallocExport = CoreExports.find(module, CoreExports.REALLOC);
        memory = memoryExport != null && instance.extern(memoryExport) instanceof WasmMemory found ? found : null;
        realloc = reallocExport != null && instance.extern(reallocExport) instanceof WasmFunction found ? found : null;
        resolved = true;
    }

    /** What its code pays with, or null. */
    FuelTank fuel() {
        return instance.fuel();
    }

    @Override
    public String toString() {
        return "nano-process " + path;
    }
}
