// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.validation;

import java.util.Arrays;
import java.util.List;

import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ValueType;

/** The blocks around a point of an expression, in parallel arrays. Spec: Appendix, Validation Algorithm. */
final class ControlStack {

    private Opcode[] opcodes = new Opcode[16];
    private FunctionType[] types = new FunctionType[16];
    private int[] bases = new int[16];
    private boolean[] unreachables = new boolean[16];
    /** The number of the {@code br_table} that last checked this label, so that each checks a label once. */
    private long[] marks = new long[16];
    /** The mark of {@link LocalStates} at the start. */
    private int[] localMarks = new int[16];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Opens the block of {@code opcode}; the whole function is one of {@link Opcode#BLOCK}. */
    void push(Opcode opcode, FunctionType type, int base, int localMark) {
        int top = size;
        if (top == types.length) {
            grow();
        }
        opcodes[top] = opcode;
        types[top] = type;
        bases[top] = base;
        unreachables[top] = false;
        marks[top] = 0;
        localMarks[top] = localMark;
        size = top + 1;
    }

    void pop() {
        size--;
    }

    /** Remembers of the innermost block what the operand stack doesn't while a block inside is checked. */
    void suspend(boolean unreachable) {
        unreachables[size - 1] = unreachable;
    }

    /** The instruction that opened the innermost block's part at hand. */
    Opcode opcode() {
        return opcodes[size - 1];
    }

    FunctionType type() {
        return types[size - 1];
    }

    int base() {
        return bases[size - 1];
    }

    int localMark() {
        return localMarks[size - 1];
    }

    boolean wasUnreachable() {
        return unreachables[size - 1];
    }

    boolean hasLabel(int label) {
        return Integer.compareUnsigned(label, size) < 0;
    }

    /** What a branch to {@code label}, 0 for the innermost block, takes along. */
    List<ValueType> labelTypes(int label) {
        int at = size - 1 - label;
        return opcodes[at] == Opcode.LOOP ? types[at].params() : types[at].results();
    }

    /** Whether {@code label} is of a {@code try} whose part at hand handles an exception. */
    boolean isCatch(int label) {
        Opcode opcode = opcodes[size - 1 - label];
        return opcode == Opcode.CATCH || opcode == Opcode.CATCH_ALL;
    }

    /** Marks {@code label} with {@code mark}, and tells whether it was not marked so yet. */
    boolean mark(int label, long mark) {
        int at = size - 1 - label;
        boolean fresh = marks[at] != mark;
        marks[at] = mark;
        return fresh;
    }

    private void grow() {
        int capacity = 2 * size;
        opcodes = Arrays.copyOf(opcodes, capacity);
        types = Arrays.copyOf(types, capacity);
        bases = Arrays.copyOf(bases, capacity);
        unreachables = Arrays.copyOf(unreachables, capacity);
        marks = Arrays.copyOf(marks, capacity);
        localMarks = Arrays.copyOf(localMarks, capacity);
    }
}
