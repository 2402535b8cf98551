// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import org.jwasm.structure.DataSegment;
import org.jwasm.structure.Export;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

/**
 * A module instance. Spec: Execution, Runtime Structure, Module Instances.
 *
 * <p>The linker fills the index spaces, then the instance is ready. Functions that are defined here become objects when
 * something refers to them.
 *
 * <p>Frames of other instances' functions may be on the same stack, so that an instance isn't counted as heap of whose context measures
 * its stack; {@link #state()} is.
 */
public final class WasmInstance extends HeapBoundary {

    private final ModuleCode code;
    // The linker fills them before any code runs, but for functions that are defined here.
    @CompilationFinal(dimensions = 1) private final WasmFunction[] functions;
    @CompilationFinal(dimensions = 1) private final WasmTable[] tables;
    @CompilationFinal(dimensions = 1) private final WasmMemory[] memories;
    @CompilationFinal(dimensions = 1) private final WasmGlobal[] globals;
    @CompilationFinal(dimensions = 1) private final WasmTag[] tags;
    private final boolean[] droppedDatas;
    private final Object[][] elements;
    private final FuelTank fuel;
    @CompilationFinal private WasmMemory memory0;

    /**
     * @param functions the function index space, imports filled in
     * @param tables the table index space, imports filled in; likewise memories, globals and tags
     * @param fuel what its code pays with, or null if that is not metered
     */
    public WasmInstance(ModuleCode code, WasmFunction[] functions, WasmTable[] tables, WasmMemory[] memories, WasmGlobal[] globals,
                    WasmTag[] tags, FuelTank fuel) {
        this.code = code;
        this.fuel = fuel;
        this.functions = functions;
        this.tables = tables;
        this.memories = memories;
        this.globals = globals;
        this.tags = tags;
        this.memory0 = memories.length > 0 ? memories[0] : null;
        this.droppedDatas = new boolean[code.module().datas().length];
        this.elements = new Object[code.module().elements().length][];
        code.add(this);
    }

    public ModuleCode code() {
        return code;
    }

    /** What it holds on to, for its own context to be measured by. */
    public Object state() {
        return new Object[]{functions, tables, memories, globals, tags, elements};
    }

    /** What metered code pays with; null if the code isn't metered. */
    public FuelTank fuel() {
        return fuel;
    }

    /** A function of the index space, imports first. */
    public WasmFunction function(int index) {
        WasmFunction function = functions[index];
        if (function == null) {
            if (CompilerDirectives.isPartialEvaluationConstant(this)) {
                Deoptimization.invalidate();
            }
            function = createFunction(index);
        }
        return function;
    }

    @TruffleBoundary
    private synchronized WasmFunction createFunction(int index) {
        if (functions[index] == null) {
            functions[index] = new WasmFunction(this, index);
        }
        return functions[index];
    }

    public WasmTable table(int index) {
        return tables[index];
    }

    /** Memory 0, or null if the module has none. */
    public WasmMemory memory() {
        return memory0;
    }

    public WasmMemory memory(int index) {
        return memories[index];
    }

    public WasmGlobal global(int index) {
        return globals[index];
    }

    public WasmTag tag(int index) {
        return tags[index];
    }

    /** The export of a name, or null. */
    public Extern extern(String name) {
        Export export = code.module().export(name);
        return export == null ? null : extern(export);
    }

    /** What an export of the module stands for in this instance. */
    public Extern extern(Export export) {
        return switch (export.kind()) {
            case FUNCTION -> function(export.index());
            case TABLE -> table(export.index());
            case MEMORY -> memory(export.index());
            case GLOBAL -> global(export.index());
            case TAG -> tag(export.index());
        };
    }

    /** Fills the next part of the table index space; for the linker. */
    public void setTable(int index, WasmTable table) {
        tables[index] = table;
    }

    /** Fills a memory of the index space; for the linker. */
    public void setMemory(int index, WasmMemory memory) {
        memories[index] = memory;
        if (index == 0) {
            memory0 = memory;
        }
    }

    /** Fills a global of the index space; for the linker. */
    public void setGlobal(int index, WasmGlobal global) {
        globals[index] = global;
    }

    /** Fills a tag of the index space; for the linker. */
    public void setTag(int index, WasmTag tag) {
        tags[index] = tag;
    }

    /** The array that data segments lie in. */
    public byte[] dataBytes(@SuppressWarnings("unused") int segment) {
        return code.module().bytes();
    }

    /** Where in {@link #dataBytes} a segment starts. */
    public int dataStart(int segment) {
        return code.module().datas()[segment].start();
    }

    /** The bytes a segment has, none once it was dropped. */
    public int dataLength(int segment) {
        DataSegment data = code.module().datas()[segment];
        return droppedDatas[segment] ? 0 : data.length();
    }

    /** {@code data.drop} */
    public void dropData(int segment) {
        droppedDatas[segment] = true;
    }

    /** The references of an element segment, none once it was dropped. */
    public Object[] elements(int segment) {
        return elements[segment];
    }

    /** Fills an element segment; for the linker. */
    public void setElements(int segment, Object[] references) {
        elements[segment] = references;
    }

    /** {@code elem.drop} */
    public void dropElements(int segment) {
        elements[segment] = new Object[0];
    }

    @Override
    public String toString() {
        return "wasm-module-instance(" + code.module().name() + ")";
    }
}
