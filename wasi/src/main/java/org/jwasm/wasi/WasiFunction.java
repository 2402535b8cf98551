// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ImportScope;
import org.jwasm.runtime.HostFunction;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ValueType;

/** A function of WASI for one guest. Whatever goes wrong is an error number, never a trap. */
final class WasiFunction implements HostFunction {

    /**
     * The work of a function; its arguments are the guest's, i32 sign-extended. Those that programs call most are classes with names: what a training
     * run has seen of a lambda's class is lost with it, and so Java begins to compile it late.
     */
    @FunctionalInterface
    interface Body {
        void run(Wasi wasi, Guest guest, long[] arguments) throws WasiException, CapabilityException;
    }

    /** A function, apart from any guest; all but {@code proc_exit} return an error number. */
    record Definition(String name, FunctionType type, Body body) {

        /** @param parameters a letter each: {@code i} for i32, {@code l} for i64 */
        static Definition of(String name, String parameters, Body body) {
            return new Definition(name, FunctionType.of(types(parameters), NumberType.I32), body);
        }

        static Definition withoutResult(String name, String parameters, Body body) {
            return new Definition(name, FunctionType.of(types(parameters)), body);
        }

        private static List<ValueType> types(String letters) {
            List<ValueType> types = new ArrayList<>();
            letters.chars().forEach(letter -> types.add(letter == 'l' ? NumberType.I64 : NumberType.I32));
            return types;
        }
    }

    private final Wasi wasi;
    private final Definition definition;
    private final Snapshot layout;
    private final Body body;
    private final String qualifiedName;

    WasiFunction(Wasi wasi, Definition definition, Snapshot layout) {
        this.wasi = wasi;
        this.definition = definition;
        this.layout = layout;
        this.body = definition.body();
        this.qualifiedName = layout.module() + "." + definition.name();
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public FunctionType type() {
        return definition.type();
    }

    @Override
    public void call(WasmMemory memory, long[] values) {
        int code = 0;
        ImportScope.Place place = wasi.place();
        String outer = place.enter(qualifiedName);
        try {
            body.run(wasi, wasi.guest(memory, layout), values);
        } catch (WasiException e) {
            code = e.errno().code();
        } catch (CapabilityException e) {
            code = Errno.of(e.kind()).code();
        } finally {
            place.leave(outer);
        }
        if (values.length > 0) {
            values[0] = code;
        }
    }

    @Override
    public String toString() {
        return qualifiedName;
    }
}
