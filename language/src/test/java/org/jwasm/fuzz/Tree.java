// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jwasm.structure.Opcode;

/**
 * An instruction with those that make its operands, or (without opcode) a sequence of instructions.
 *
 * <p>The lists can be changed, which is how {@link Reducer} makes modules smaller.
 */
final class Tree {

    private static final byte[] NOTHING = {};

    private final Opcode opcode;
    private final byte[] immediate;
    private final List<Tree> operands;
    private final List<Tree> bodies;
    private final List<Type> results;
    private final boolean kept;

    private Tree(Opcode opcode, byte[] immediate, List<Tree> operands, List<Tree> bodies, List<Type> results, boolean kept) {
        this.opcode = opcode;
        this.immediate = immediate;
        this.operands = new ArrayList<>(operands);
        this.bodies = new ArrayList<>(bodies);
        this.results = List.copyOf(results);
        this.kept = kept;
    }

    /** An instruction whose result types are in the table of opcodes. */
    static Tree of(Opcode opcode, Tree... operands) {
        return of(opcode, NOTHING, operands);
    }

    static Tree of(Opcode opcode, byte[] immediate, Tree... operands) {
        return new Tree(opcode, immediate, Arrays.asList(operands), List.of(), Type.of(opcode.results()), false);
    }

    /** An instruction of any kind. */
    static Tree of(Opcode opcode, byte[] immediate, List<Type> results, Tree... operands) {
        return new Tree(opcode, immediate, Arrays.asList(operands), List.of(), results, false);
    }

    static Tree of(Opcode opcode, byte[] immediate, List<Type> results, List<Tree> operands) {
        return new Tree(opcode, immediate, operands, List.of(), results, false);
    }

    /** A structured instruction: {@code block}, {@code loop}, {@code try_table} with one body, {@code if} with two. */
    static Tree structured(Opcode opcode, byte[] immediate, List<Type> results, List<Tree> operands, Tree... bodies) {
        return new Tree(opcode, immediate, operands, Arrays.asList(bodies), results, false);
    }

    static Tree sequence(List<Type> results, List<Tree> trees) {
        return new Tree(null, NOTHING, trees, List.of(), results, false);
    }

    static Tree sequence(List<Type> results, Tree... trees) {
        return sequence(results, Arrays.asList(trees));
    }

    static Tree i32(int value) {
        return of(Opcode.I32_CONST, new Bytes().signed(value).toArray());
    }

    static Tree i64(long value) {
        return of(Opcode.I64_CONST, new Bytes().signed(value).toArray());
    }

    static Tree f32(int bits) {
        return of(Opcode.F32_CONST, new Bytes().fixed(bits, 4).toArray());
    }

    static Tree f64(long bits) {
        return of(Opcode.F64_CONST, new Bytes().fixed(bits, 8).toArray());
    }

    static Tree v128(long low, long high) {
        return of(Opcode.V128_CONST, new Bytes().fixed(low, 8).fixed(high, 8).toArray());
    }

    static Tree local(int index, Type type) {
        return of(Opcode.LOCAL_GET, Bytes.of(index), List.of(type));
    }

    static Tree setLocal(int index, Tree... value) {
        return of(Opcode.LOCAL_SET, Bytes.of(index), List.of(), value);
    }

    static Tree nullOf(int heap) {
        return of(Opcode.REF_NULL, new Bytes().signed(heap).toArray(), List.of(Type.nullable(heap)));
    }

    /** The constant zero or null of a type; null if there is none. */
    static Tree zero(Type type) {
        return switch (type.kind()) {
            case 'i' -> i32(0);
            case 'l' -> i64(0);
            case 'f' -> f32(0);
            case 'd' -> f64(0);
            case 'v' -> v128(0, 0);
            default -> type.nullable() ? nullOf(type.heap()) : null;
        };
    }

    /** The same tree, never taken away by a reducer. */
    Tree kept() {
        return new Tree(opcode, immediate, operands, bodies, results, true);
    }

    boolean isKept() {
        return kept;
    }

    Opcode opcode() {
        return opcode;
    }

    List<Tree> operands() {
        return operands;
    }

    List<Tree> bodies() {
        return bodies;
    }

    List<Type> results() {
        return results;
    }

    /** How many instructions there are. */
    int size() {
        int size = opcode == null ? 0 : 1;
        for (Tree operand : operands) {
            size += operand.size();
        }
        for (Tree body : bodies) {
            size += body.size();
        }
        return size;
    }

    /**
     * Writes the instructions.
     *
     * @param marks the index of a memory where the byte at the opcode's ordinal is set before each instruction, or -1
     */
    void write(Bytes out, int marks) {
        operands.forEach(operand -> operand.write(out, marks));
        if (opcode == null) {
            return;
        }
        if (marks >= 0) {
            mark(out, marks);
        }
        writeCode(out, opcode);
        out.add(immediate);
        for (int i = 0; i < bodies.size(); i++) {
            if (i > 0) {
                writeCode(out, Opcode.ELSE);
            }
            bodies.get(i).write(out, marks);
        }
        if (!bodies.isEmpty()) {
            writeCode(out, Opcode.END);
        }
    }

    private void mark(Bytes out, int memory) {
        i32(opcode.ordinal()).write(out, -1);
        i32(1).write(out, -1);
        writeCode(out, Opcode.I32_STORE8);
        out.unsigned(0x40).unsigned(memory).unsigned(0);
    }

    private static void writeCode(Bytes out, Opcode opcode) {
        int prefix = opcode.code() >> 16;
        if (prefix == 0) {
            out.add(opcode.code());
        } else {
            out.add(prefix).unsigned(opcode.code() & 0xFFFF);
        }
    }
}
