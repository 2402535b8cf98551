// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jwasm.nanoprocess.spi.Gate;

/**
 * What the handles of one nano-process stand for, by index from 1 on. Whoever uses it is inside of the nano-process. Spec:
 * Canonical ABI, Table State.
 */
final class HandleTable {

    private static final int MAX_LENGTH = (1 << 28) - 1;
    private static final int NO_FREE = 0;

    private final Gate gate;
    private final List<Handle> handles = new ArrayList<>();
    /** By index: the next free one of those that are free. */
    private int[] nextFree = new int[8];
    private int firstFree = NO_FREE;

    HandleTable(Gate gate) {
        this.gate = gate;
        handles.add(null);
    }

    /** Null if there is no such handle. */
    Handle get(int index) {
        return index > 0 && index < handles.size() ? handles.get(index) : null;
    }

    /** The index, or -1 if there may be no more. */
    int add(Handle handle) {
        if (!gate.chargeHandles(1)) {
            return -1;
        }
        if (firstFree != NO_FREE) {
            int index = firstFree;
            firstFree = nextFree[index];
            handles.set(index, handle);
            return index;
        }
        int index = handles.size();
        if (index > MAX_LENGTH) {
            gate.chargeHandles(-1);
            return -1;
        }
        handles.add(handle);
        return index;
    }

    /** Its nano-process is dead. */
    void clear() {
        handles.clear();
    }

    /** Frees the index of a handle that is there. */
    void remove(int index) {
        handles.set(index, null);
        if (index >= nextFree.length) {
            nextFree = Arrays.copyOf(nextFree, Math.max(index + 1, nextFree.length * 2));
        }
        nextFree[index] = firstFree;
        firstFree = index;
        gate.chargeHandles(-1);
    }
}
