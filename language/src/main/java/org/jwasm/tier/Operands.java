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
    /** On the JVM's stack. */
    private static final int STACKED = -2;
    /** In its own variable. */
    private static final int WAITING = -1;

    private final CodeBuilder code;
    private final int[][] variables = new int[KINDS][];
    private Kind[] kinds = new Kind[16];
    /** Where each is: {@link #STACKED}, {@link #WAITING}, or, of a vector, the variable of a local that it is a copy of. */
    private int[] places = new int[16];
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
        nextVariable += kind.variables();
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
        add(kind, STACKED);
    }

    /** There is an operand in the variable of the next height. */
    void pushWaiting(Kind kind) {
        add(kind, WAITING);
    }

    /** There is a vector that is the same as a local, which has its own variable. */
    void pushCopy(int local) {
        add(Kind.V128, local);
    }

    private void add(Kind kind, int place) {
        if (height == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * height);
            places = Arrays.copyOf(places, 2 * height);
        }
        kinds[height] = kind;
        places[height++] = place;
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
        while (lowest < height && places[lowest] == STACKED) {
            lowest++;
        }
        if (lowest == height) {
            return;
        }
        unstack(lowest);
        for (int i = lowest; i < height; i++) {
            Variables.load(code, kinds[i], place(i));
            places[i] = STACKED;
        }
    }

    /** The variable in which the operand at a height waits. */
    private int place(int atHeight) {
        return places[atHeight] == WAITING ? variable(atHeight, kinds[atHeight]) : places[atHeight];
    }

    /** The variable with the lower half of a vector that waits. */
    int vector(int fromTop) {
        return place(height - 1 - fromTop);
    }

    /** Whether one of the upper operands is on the JVM's stack. */
    boolean isStacked(int count) {
        for (int i = height - count; i < height; i++) {
            if (places[i] == STACKED) {
                return true;
            }
        }
        return false;
    }

    /** Makes those of the upper operands wait that are vectors. */
    void awaitVectors(int count) {
        for (int i = height - count; i < height; i++) {
            if (kinds[i] == Kind.V128 && places[i] == STACKED) {
                unstack(i);
                return;
            }
        }
    }

    /** Gives vectors that are the same as a local, which changes, variables of their own; those of all locals if it is negative. */
    void detach(int local) {
        for (int i = 0; i < height; i++) {
            if (places[i] >= 0 && (places[i] == local || local < 0)) {
                settle(i);
            }
        }
    }

    private void settle(int atHeight) {
        Variables.copy(code, kinds[atHeight], places[atHeight], variable(atHeight, kinds[atHeight]));
        places[atHeight] = WAITING;
    }

    /** Whether the upper operands are all on the JVM's stack. */
    boolean isLoaded(int count) {
        for (int i = height - count; i < height; i++) {
            if (places[i] != STACKED) {
                return false;
            }
        }
        return true;
    }

    /** Makes all operands from a height on wait in their own variables. */
    private void spill(int from) {
        unstack(from);
        for (int i = from; i < height; i++) {
            if (places[i] >= 0) {
                settle(i);
            }
        }
    }

    /** Makes all operands from a height on wait. */
    private void unstack(int from) {
        for (int i = height - 1; i >= from; i--) {
            if (places[i] == STACKED) {
                Variables.store(code, kinds[i], variable(i, kinds[i]));
                places[i] = WAITING;
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
            if (places[i] == STACKED) {
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
        if (places[height - 1] == STACKED) {
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
        int[] saved = save();
        int first = height - count;
        if (first == base) {
            spill(first);
        } else if (count == 1 && places[first] == STACKED) {
            Variables.store(code, kinds[first], variable(base, kinds[first]));
        } else {
            unstack(first);
            for (int i = 0; i < count; i++) {
                Kind kind = kinds[first + i];
                Variables.copy(code, kind, place(first + i), variable(base + i, kind));
            }
        }
        for (int i = first - 1; i >= 0; i--) {
            if (places[i] == STACKED) {
                pop(kinds[i]);
            }
        }
        restore(saved);
    }

    /** What is on the JVM's stack, for {@link #restore} after code that goes elsewhere. */
    int[] save() {
        return places.clone();
    }

    void restore(int[] saved) {
        places = Arrays.copyOf(saved, kinds.length);
    }

    /** Whether {@link #move} has nothing to do. */
    boolean isMoved(int count, int base) {
        if (!allWaitBelow(0) || count > 0 && height - count != base) {
            return false;
        }
        for (int i = height - count; i < height; i++) {
            if (places[i] != WAITING) {
                return false;
            }
        }
        return true;
    }
}
