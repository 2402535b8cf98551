// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import org.jwasm.nodes.WasmNode;
import org.jwasm.structure.ValueType;

/**
 * An operand as a tree that was not evaluated yet.
 *
 * @param effects see {@link Effects}
 * @param reads the slots read, each as bit {@code slot % 64}: a superset
 * @param depth of the tree
 */
record Operand(WasmNode node, ValueType type, int effects, long reads, int depth) {

    static long slotBit(int slot) {
        return 1L << slot;
    }

    /** Whether the tree is the same wherever it is evaluated. */
    boolean isConstant() {
        return effects == Effects.NONE && reads == 0;
    }
}
