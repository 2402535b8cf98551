// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.util.Arrays;

/**
 * The operand stack of WebAssembly at translation time. An operand is on the stack of the JVM, or waits in the local
 * variable that belongs to its height and kind. Where control joins, all wait in theirs.
 */
final class Operands {

    private static final int KINDS = Kind.values().length;

    private final CodeBuilder code;
    private final int[][] variables = new int[KINDS][];
    private Kind[] kinds = new Kind[16];
    private boolean[] waiting = new boolean[16];
    private int height;
    private int nextVariable;

    /** @param firstVariable the first local variable that is free */
    Operands(CodeBuilder code, int firstVariable) {
        this.code = code;
        this.nextVariable = firstVariable;
        Arrays.fill(variables, new int[0]);
    }

    int height() {
        return height;
    }

    /** How many local variables there are, up to now. */
    int variableCount() {
        return nextVariable;
    }

    Kind kind(int fromTop) {
        return kinds[height - 1 - fromTop];
    }

    /** The kinds of all, the lowest first. */
    Kind[] kinds() {
        return Arrays.copyOf(kinds, height);
    }

    /** A local variable for something else. */
    int newVariable(Kind kind) {
        int variable = nextVariable;
        nextVariable += kind.size();
        if (nextVariable > 0xFFFF) {
            throw new Untranslatable("too many local variables");
        }
        return variable;
    }

    /** The variable in which an operand of a kind waits at a height. */
    int variable(int atHeight, Kind kind) {
        int[] known = variables[kind.ordinal()];
        if (atHeight >= known.length) {
            int length = known.length;
            known = Arrays.copyOf(known, Math.max(atHeight + 1, 2 * length));
            Arrays.fill(known, length, known.length, -1);
            variables[kind.ordinal()] = known;
        }
        if (known[atHeight] < 0) {
            known[atHeight] = newVariable(kind);
        }
        return known[atHeight];
    }

    /** An operand was put on the JVM's stack. */
    void pushed(Kind kind) {
        add(kind, false);
    }

    /** There is an operand in the variable of the next height. */
    void pushWaiting(Kind kind) {
        add(kind, true);
    }

    private void add(Kind kind, boolean waits) {
        if (height == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * height);
            waiting = Arrays.copyOf(waiting, 2 * height);
        }
        kinds[height] = kind;
        waiting[height++] = waits;
    }

    /** The upper operands, now all on the JVM's stack, are taken by what is emitted next. */
    void take(int count) {
        load(count);
        height -= count;
    }

    /** Puts the upper operands on the JVM's stack, the last on top. */
    void load(int count) {
        int first = height - count;
        int lowest = first;
        while (lowest < height && !waiting[lowest]) {
            lowest++;
        }
        if (lowest == height) {
            return;
        }
        spill(lowest);
        for (int i = lowest; i < height; i++) {
            code.loadLocal(kinds[i].typeKind(), variable(i, kinds[i]));
            waiting[i] = false;
        }
    }

    /** Whether the upper operands are all on the JVM's stack. */
    boolean isLoaded(int count) {
        for (int i = height - count; i < height; i++) {
            if (waiting[i]) {
                return false;
            }
        }
        return true;
    }

    /** Makes all operands from a height on wait. */
    private void spill(int from) {
        for (int i = height - 1; i >= from; i--) {
            if (!waiting[i]) {
                code.storeLocal(kinds[i].typeKind(), variable(i, kinds[i]));
                waiting[i] = true;
            }
        }
    }

    void spillAll() {
        spill(0);
    }

    void spillTop(int count) {
        spill(height - count);
    }

    /** Whether none is on the JVM's stack, but for the upper ones. */
    boolean allWaitBelow(int count) {
        for (int i = 0; i < height - count; i++) {
            if (!waiting[i]) {
                return false;
            }
        }
        return true;
    }

    /** Forgets the operands from a height on, where control doesn't come from above. */
    void truncate(int to) {
        height = Math.min(height, to);
    }

    /** Removes the upper operand. */
    void drop() {
        if (!waiting[height - 1]) {
            pop(kinds[height - 1]);
        }
        height--;
    }

    private void pop(Kind kind) {
        if (kind.size() == 2) {
            code.pop2();
        } else {
            code.pop();
        }
    }

    /** Emits the way to a label: the upper operands into the variables from {@code base} on, nothing else on the JVM's stack. */
    void move(int count, int base) {
        boolean[] saved = save();
        int first = height - count;
        if (first == base) {
            spill(first);
        } else if (count == 1 && !waiting[first]) {
            code.storeLocal(kinds[first].typeKind(), variable(base, kinds[first]));
        } else {
            spill(first);
            for (int i = 0; i < count; i++) {
                Kind kind = kinds[first + i];
                code.loadLocal(kind.typeKind(), variable(first + i, kind));
                code.storeLocal(kind.typeKind(), variable(base + i, kind));
            }
        }
        for (int i = first - 1; i >= 0; i--) {
            if (!waiting[i]) {
                pop(kinds[i]);
            }
        }
        restore(saved);
    }

    /** What is on the JVM's stack, for {@link #restore} after code that goes elsewhere. */
    boolean[] save() {
        return waiting.clone();
    }

    void restore(boolean[] saved) {
        waiting = Arrays.copyOf(saved, kinds.length);
    }

    /** Whether {@link #move} has nothing to do. */
    boolean isMoved(int count, int base) {
        return allWaitBelow(0) && (count == 0 || height - count == base);
    }
}
