package org.jwasm.nodes.control;

import org.jwasm.nodes.I32Node;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Goes on with one of two regions: {@code if}, {@code br_if}. Spec: Execution, Control Instructions. */
public final class BranchIf extends Terminator {

    @Child private Condition condition;
    final int whenTrue;
    final int whenFalse;

    public BranchIf(I32Node condition, int whenTrue, int whenFalse) {
        this.condition = new Condition(condition);
        this.whenTrue = whenTrue;
        this.whenFalse = whenFalse;
    }

    boolean test(VirtualFrame frame) {
        return condition.execute(frame);
    }

    @Override
    int execute(VirtualFrame frame) {
        return condition.execute(frame) ? whenTrue : whenFalse;
    }
}
