// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.numeric;

import org.jwasm.nodes.BoolNode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** {@code i32.eqz} of a condition. */
public final class NotNode extends BoolNode {
    @Child private BoolNode operand;

    NotNode(BoolNode operand) {
        this.operand = operand;
    }

    /** The condition that is negated; a branch can test it and swap its targets. */
    public BoolNode operand() {
        return operand;
    }

    @Override
    public boolean executeBoolean(VirtualFrame frame) {
        return !operand.executeBoolean(frame);
    }
}
