// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import java.util.List;

import org.jwasm.wit.Layout;
import org.jwasm.wit.WitType;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/** Values one after another: the fields of a record, the elements of a tuple, the arguments of a call. */
final class RecordNode extends ValueNode {

    @Children private final ValueNode[] parts;
    @CompilationFinal(dimensions = 1) private final int[] offsets;
    @CompilationFinal(dimensions = 1) private final int[] flatIndices;

    RecordNode(List<WitType> types) {
        this.parts = create(types);
        this.offsets = Layout.offsets(types);
        this.flatIndices = new int[parts.length];
        int index = 0;
        for (int i = 0; i < parts.length; i++) {
            flatIndices[i] = index;
            index += Layout.flatten(types.get(i)).size();
        }
    }

    @Override
    @ExplodeLoop
    void copyFlat(Transfer transfer, long[] from, int fromIndex, long[] to, int toIndex) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].copyFlat(transfer, from, fromIndex + flatIndices[i], to, toIndex + flatIndices[i]);
        }
    }

    @Override
    @ExplodeLoop
    void copy(Transfer transfer, long from, long to) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].copy(transfer, from + offsets[i], to + offsets[i]);
        }
    }
}
