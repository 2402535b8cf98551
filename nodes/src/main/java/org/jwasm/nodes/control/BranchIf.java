// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.I32Node;
import org.jwasm.structure.BranchHints;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Goes on with one of two regions: {@code if}, {@code br_if}. Spec: Execution, Control Instructions. */
public final class BranchIf extends Terminator {

    @Child private Condition condition;
    final int whenTrue;
    final int whenFalse;

    public BranchIf(I32Node condition, BranchHints.Hint hint, int whenTrue, int whenFalse) {
        this.condition = new Condition(condition, hint);
        this.whenTrue = whenTrue;
        this.whenFalse = whenFalse;
    }

    boolean test(VirtualFrame frame) {
        return condition.execute(frame);
    }

    /** How often the condition has held as far as is known, from 0 to 1; 0.5 if nothing is known. */
    public double probability() {
        return condition.probability();
    }

    @Override
    int execute(VirtualFrame frame) {
        return condition.execute(frame) ? whenTrue : whenFalse;
    }
}
