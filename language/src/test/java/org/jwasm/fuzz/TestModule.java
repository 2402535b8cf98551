// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.jwasm.structure.Opcode;

/** A generated module, as data: what {@link ModuleGenerator} makes, {@link Reducer} makes smaller, and engines run. */
final class TestModule {

    /** The name of the exported memory with the marks of executed opcodes. */
    static final String MARKS = "marks";
    /** The name of the exported global that bounds how long a call can take. */
    static final String FUEL = "fuel";
    /** The name of the exported function that tells what the host can't read: tables, vectors and references. */
    static final String STATE = "state";

    /** A defined function; {@code locals} come after the parameters. */
    static final class Function {
        final int type;
        final List<Type> locals = new ArrayList<>();
        Tree body;

        Function(int type) {
            this.type = type;
        }
    }

    record Memory(boolean wide, int minimum, int maximum) {
    }

    record Table(boolean wide, Type type, int minimum, int maximum) {
    }

    record Global(Type type, boolean mutable, Tree value) {
    }

    /** @param memory where the bytes go at instantiation, or -1 if the segment is passive */
    record Data(int memory, int offset, byte[] bytes) {
    }

    /** @param table where the elements go at instantiation, or -1 if the segment is passive */
    record Elements(int table, int offset, Type type, List<Tree> values) {
    }

    final Types types = new Types();
    final List<Function> functions = new ArrayList<>();
    final List<Memory> memories = new ArrayList<>();
    final List<Table> tables = new ArrayList<>();
    final List<Global> globals = new ArrayList<>();
    final List<Integer> tags = new ArrayList<>();
    final List<Data> data = new ArrayList<>();
    final List<Elements> elements = new ArrayList<>();
    /** Reference types, all nullable, that locals, parameters and fields may have. */
    final List<Type> referenceTypes = new ArrayList<>();
    /** The calls of exported functions, in order. */
    final List<Call> calls = new ArrayList<>();

    Types.Function type(Function function) {
        return types.function(function.type);
    }

    /** Whether a host can call a function: it can't pass or get vectors, and references tell it nothing. */
    boolean isCallable(Function function) {
        return type(function).params().stream().allMatch(Type::isNumber) && type(function).results().stream().allMatch(Type::isNumber);
    }

    boolean isExported(int function) {
        return isCallable(functions.get(function));
    }

    /** The name of an exported function. */
    String name(int function) {
        return function == functions.size() - 1 ? STATE : "f" + function;
    }

    /** What a host reads when the calls are done: {@code NAME:TYPE}, with the type {@code m} for memories. */
    List<String> state() {
        List<String> state = new ArrayList<>();
        for (int i = 1; i < globals.size(); i++) {
            if (globals.get(i).type.isNumber()) {
                state.add("g" + i + ":" + globals.get(i).type.kind());
            }
        }
        for (int i = 0; i < memories.size(); i++) {
            state.add("m" + i + ":m");
        }
        return state;
    }

    /** All opcodes of the functions. */
    Set<Opcode> opcodes() {
        Set<Opcode> opcodes = EnumSet.noneOf(Opcode.class);
        forEachTree(tree -> {
            if (tree.opcode() != null) {
                opcodes.add(tree.opcode());
            }
        });
        return opcodes;
    }

    void forEachTree(Consumer<Tree> action) {
        functions.forEach(function -> forEachTree(function.body, action));
    }

    private static void forEachTree(Tree tree, Consumer<Tree> action) {
        action.accept(tree);
        tree.operands().forEach(operand -> forEachTree(operand, action));
        tree.bodies().forEach(body -> forEachTree(body, action));
    }

    /** The module in the binary format; with marks there is one more memory, exported, for the executed opcodes. */
    byte[] encode(boolean marked) {
        int marks = marked ? memories.size() : -1;
        List<Memory> allMemories = new ArrayList<>(memories);
        if (marked) {
            allMemories.add(new Memory(false, 1, 1));
        }
        Bytes out = new Bytes().fixed(0x6D736100L, 4).fixed(1, 4);
        types.write(out);
        out.section(3, functions, (bytes, function) -> bytes.unsigned(function.type));
        out.section(4, tables, (bytes, table) -> {
            table.type.write(bytes);
            limits(bytes, table.wide, table.minimum, table.maximum);
        });
        out.section(5, allMemories, (bytes, memory) -> limits(bytes, memory.wide, memory.minimum, memory.maximum));
        out.section(13, tags, (bytes, tag) -> bytes.add(0).unsigned(tag));
        out.section(6, globals, (bytes, global) -> {
            global.type.write(bytes);
            constant(bytes.add(global.mutable ? 1 : 0), global.value);
        });
        out.section(7, exports(allMemories.size(), marks), Bytes::add);
        out.section(9, elements, this::element);
        if (!data.isEmpty()) {
            out.add(12).sized(Bytes.of(data.size()));
        }
        out.section(10, functions, (bytes, function) -> bytes.sized(code(function, marks)));
        out.section(11, data, this::data);
        return out.toArray();
    }

    private static void limits(Bytes bytes, boolean wide, int minimum, int maximum) {
        bytes.add(wide ? 5 : 1).unsigned(minimum).unsigned(maximum);
    }

    private static void constant(Bytes bytes, Tree value) {
        value.write(bytes, -1);
        bytes.add(Opcode.END.code());
    }

    private List<byte[]> exports(int memoryCount, int marks) {
        List<byte[]> exports = new ArrayList<>();
        for (int i = 0; i < functions.size(); i++) {
            if (isExported(i)) {
                exports.add(export(name(i), 0, i));
            }
        }
        for (int i = 0; i < memoryCount; i++) {
            exports.add(export(i == marks ? MARKS : "m" + i, 2, i));
        }
        for (int i = 0; i < globals.size(); i++) {
            if (globals.get(i).type.isNumber()) {
                exports.add(export(i == 0 ? FUEL : "g" + i, 3, i));
            }
        }
        return exports;
    }

    private static byte[] export(String name, int kind, int index) {
        return new Bytes().name(name).add(kind).unsigned(index).toArray();
    }

    private static byte[] code(Function function, int marks) {
        Bytes bytes = new Bytes().vector(function.locals, (b, type) -> type.write(b.add(1)));
        function.body.write(bytes, marks);
        return bytes.add(Opcode.END.code()).toArray();
    }

    private void data(Bytes bytes, Data segment) {
        if (segment.memory < 0) {
            bytes.add(1);
        } else {
            bytes.add(2).unsigned(segment.memory);
            constant(bytes, memories.get(segment.memory).wide ? Tree.i64(segment.offset) : Tree.i32(segment.offset));
        }
        bytes.sized(segment.bytes);
    }

    private void element(Bytes bytes, Elements segment) {
        if (segment.table < 0) {
            bytes.add(5);
        } else {
            bytes.add(6).unsigned(segment.table);
            constant(bytes, tables.get(segment.table).wide ? Tree.i64(segment.offset) : Tree.i32(segment.offset));
        }
        segment.type.write(bytes);
        bytes.vector(segment.values, TestModule::constant);
    }
}
