// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.Arrays;

/** Where functions and their instructions stand in a printed module. */
final class TextPositions {

    private int[] functionStarts = new int[16];
    private int[] functionEnds = new int[16];
    private int[] offsets = new int[256];
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private int size;

    /** The text of a function that the module defines, from its opening parenthesis to behind the closing one. */
    void function(int index, int start, int end) {
        if (index >= functionStarts.length) {
            int capacity = Math.max(index + 1, 2 * functionStarts.length);
            functionStarts = Arrays.copyOf(functionStarts, capacity);
            functionEnds = Arrays.copyOf(functionEnds, capacity);
        }
        functionStarts[index] = start;
        functionEnds[index] = end;
    }

    /**
     * The text of an instruction with its operands; of one with blocks, only up to them. Instructions come in the order of
     * their offsets.
     */
    void instruction(int offset, int start, int end) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        offsets[size] = offset;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    int functionStart(int index) {
        return index < functionStarts.length ? functionStarts[index] : 0;
    }

    int functionEnd(int index) {
        return index < functionEnds.length ? functionEnds[index] : 0;
    }

    /** The number of the instruction at an offset, or negative. */
    int find(int offset) {
        return Arrays.binarySearch(offsets, 0, size, offset);
    }

    int start(int instruction) {
        return starts[instruction];
    }

    int end(int instruction) {
        return ends[instruction];
    }
}
