package org.jwasm.nodes.control;

import org.jwasm.nodes.I32Node;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;

/** Goes on with one of many regions: {@code br_table}. Spec: Execution, Control Instructions. */
public final class BranchTable extends Terminator {

    @Child private I32Node index;
    /** By index; the last one is the default. */
    @CompilationFinal(dimensions = 1) final int[] targets;

    public BranchTable(I32Node index, int[] targets) {
        this.index = index;
        this.targets = targets;
    }

    /** The position in {@link #targets}. */
    int position(VirtualFrame frame) {
        int value = index.executeInt(frame);
        int last = targets.length - 1;
        return Integer.compareUnsigned(value, last) < 0 ? value : last;
    }

    /** The operand itself, unsigned. */
    int index(VirtualFrame frame) {
        return index.executeInt(frame);
    }

    @Override
    int execute(VirtualFrame frame) {
        return targets[position(frame)];
    }
}
