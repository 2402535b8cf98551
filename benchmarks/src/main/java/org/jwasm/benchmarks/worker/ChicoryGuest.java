// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks.worker;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasi.WasiExitException;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Chicory: its interpreter, or its compiler to Java's bytecode. */
final class ChicoryGuest implements Guest {

    private final boolean compiles;
    private WasmModule module;
    private Function<Instance, Machine> machines;
    private ExportFunction run;

    ChicoryGuest(boolean compiles) {
        this.compiles = compiles;
    }

    @Override
    public void load(byte[] bytes) {
        module = Parser.parse(bytes);
        machines = compiles ? MachineFactoryCompiler.compile(module) : null;
    }

    @Override
    public void instantiate() {
        run = instance(ImportValues.builder().addFunction(add("add"), add("typed")).build()).export("run");
    }

    /** Host functions always have a type here. */
    private static HostFunction add(String name) {
        return new HostFunction("host", name, FunctionType.of(List.of(ValType.I32, ValType.I32), List.of(ValType.I32)),
                        (instance, arguments) -> new long[]{(int) arguments[0] + (int) arguments[1]});
    }

    private Instance instance(ImportValues imports) {
        Instance.Builder builder = Instance.builder(module).withImportValues(imports);
        return (machines == null ? builder : builder.withMachineFactory(machines)).build();
    }

    @Override
    public long run(int size) {
        return run.apply(size)[0];
    }

    @Override
    public int command(String[] arguments) {
        WasiOptions options = WasiOptions.builder().inheritSystem().withArguments(List.of(arguments))
                        .withDirectory("/", Path.of("").toAbsolutePath()).build();
        try (WasiPreview1 wasi = WasiPreview1.builder().withOptions(options).build()) {
            instance(ImportValues.builder().addFunction(wasi.toHostFunctions()).build());
            return 0;
        } catch (WasiExitException e) {
            return e.exitCode();
        }
    }
}
