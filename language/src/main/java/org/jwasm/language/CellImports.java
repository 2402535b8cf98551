// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.Map;

import org.jwasm.canonical.CanonicalInstance;
import org.jwasm.canonical.LoweredImport;
import org.jwasm.canonical.ResourceDrop;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.instantiation.CellCall;
import org.jwasm.instantiation.CellFunction;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.TypedFunction;
import org.jwasm.nanoprocess.spi.Gate;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;
import org.jwasm.wasi.DeniedFunction;
import org.jwasm.wasi.OperationFunction;
import org.jwasm.wasi.OperationHandles;
import org.jwasm.wasi.Wasi;

/** What a nano-process can import: what its endowment gives, and of WASI only the functions that it gives something for. */
final class CellImports {

    /** The module of capabilities that were granted under a name. */
    private static final String CAPABILITY = "capability";

    private final Endowment endowment;
    private final OperationHandles handles = new OperationHandles();
    private final Gate gate;
    private final CanonicalInstance canonical;
    private Wasi wasi;

    CellImports(Endowment endowment, Gate gate, CanonicalInstance canonical) {
        this.endowment = endowment;
        this.gate = gate;
        this.canonical = canonical;
    }

    /** What is imported under a name, or null if that wasn't granted. */
    Object find(String module, String name) {
        Object found = lookUp(module, name);
        if (found == null) {
            gate.lacks(module, name);
        }
        return switch (found) {
            case CellFunction function -> new CellCall(function, gate);
            case TypedFunction function -> new LoweredImport(canonical, function);
            case null, default -> found;
        };
    }

    private Object lookUp(String module, String name) {
        Map<String, Object> bound = endowment.bindings().get(module);
        if (bound != null && bound.containsKey(name)) {
            return resolved(bound.get(name), module, name);
        }
        // No authority: a nano-process may let go of what it has.
        ResourceDrop drop = ResourceDrop.of(canonical, name);
        if (drop != null) {
            return drop;
        }
        if (module.equals(CAPABILITY)) {
            return endowment.named().get(name);
        }
        if (module.equals(CapabilityMethod.MODULE)) {
            return CapabilityMethod.find(name, gate);
        }
        return (module.equals(Wasi.MODULE) || module.equals(Wasi.OLD_MODULE)) && endowment.givesWasi(name) ? wasi().function(module, name) : null;
    }

    private Object resolved(Object binding, String module, String name) {
        return switch (binding) {
            case Endowment.Export export -> exported(export, module, name);
            case Endowment.CoreOperation operation -> new OperationFunction(operation.capability(), operation.name(), handles, module + "." + name);
            case Endowment.Denied denied -> DeniedFunction.of(denied.holder(), module, name);
            default -> binding;
        };
    }

    private static Object exported(Endowment.Export export, String module, String name) {
        NanoProcess process = export.process().get();
        if (process == null || !process.hasFunction(export.name())) {
            throw WasmException.of(FailureType.UNLINKABLE, "unknown import: " + module + "." + name + " is bound to `" + export.name() + "` of " +
                            (process == null ? "a nano-process that isn't there" : "nano-process " + process.path() + ", which exports no such function"));
        }
        if (export.type() == null) {
            return process.function(export.name());
        }
        try {
            return process.function(export.name(), export.type());
        } catch (IllegalArgumentException e) {
            throw WasmException.of(FailureType.UNLINKABLE, "incompatible import type: " + module + "." + name + ": " + e.getMessage());
        }
    }

    private synchronized Wasi wasi() {
        if (wasi == null) {
            Endowment.Program program = endowment.program();
            Wasi.Builder builder = Wasi.builder().arguments(program.arguments()).environment(program.environment()).stdin(program.stdin()).stdout(
                            program.stdout()).stderr(program.stderr()).clocks(program.clocks().toArray(ClockCapability[]::new)).random(program.random());
            program.directories().forEach(builder::preopen);
            wasi = builder.build();
        }
        return wasi;
    }

    synchronized void close() {
        handles.closeAll();
        if (wasi != null) {
            wasi.close();
        }
    }
}
