// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jwasm.nodes.I32Node;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;

/** Goes on with one of many regions: {@code br_table}. Spec: Execution, Control Instructions. */
public final class BranchTable extends Terminator {

    /** Larger tables go through an array in compiled code, whose unrolling has bounds. */
    private static final int MOST_UNROLLED = 512;

    @Child private I32Node index;
    /** By index; the last one is the default. */
    private final int[] targets;
    /** What compiled code chooses from by {@link #choice}: the targets themselves, or each of them once if they are many. */
    @CompilationFinal(dimensions = 1) final int[] choices;
    /** By index, where in {@link #choices} the target is; null where these are the targets. */
    private final int[] places;

    public BranchTable(I32Node index, int[] targets) {
        this.index = index;
        this.targets = targets;
        if (targets.length <= MOST_UNROLLED) {
            this.choices = targets;
            this.places = null;
        } else {
            Map<Integer, Integer> placeOf = new LinkedHashMap<>();
            this.places = new int[targets.length];
            for (int i = 0; i < targets.length; i++) {
                int next = placeOf.size();
                places[i] = placeOf.computeIfAbsent(targets[i], _ -> next);
            }
            this.choices = placeOf.keySet().stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** The position in {@link #targets}. */
    int position(VirtualFrame frame) {
        int value = index.executeInt(frame);
        int last = targets.length - 1;
        return Integer.compareUnsigned(value, last) < 0 ? value : last;
    }

    /** The place of the target in {@link #choices}; unsigned, and the last place stands for all behind it. */
    int choice(VirtualFrame frame) {
        return places == null ? index.executeInt(frame) : places[position(frame)];
    }

    @Override
    int execute(VirtualFrame frame) {
        return targets[position(frame)];
    }
}
