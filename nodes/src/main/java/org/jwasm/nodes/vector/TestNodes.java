// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.vector;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.V128Node;
import org.jwasm.numerics.Lanes;
import org.jwasm.runtime.V128;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Instructions that make a number of all lanes of a vector. Spec: Execution, Instructions, Vector Instructions. */
final class TestNodes {

    private TestNodes() {
    }

    /** {@code v128.any_true} */
    static final class AnyTrue extends BoolNode {
        @Child private V128Node operand;

        AnyTrue(V128Node operand) {
            this.operand = operand;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            V128 vector = operand.executeVector(frame);
            return (vector.low() | vector.high()) != 0;
        }
    }

    /** {@code all_true} */
    static final class AllTrue extends BoolNode {
        private final long sign;
        @Child private V128Node operand;

        AllTrue(long sign, V128Node operand) {
            this.sign = sign;
            this.operand = operand;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            V128 vector = operand.executeVector(frame);
            return (Lanes.nonZero(vector.low(), sign) & Lanes.nonZero(vector.high(), sign)) == sign;
        }
    }

    /** {@code bitmask} */
    static final class Bitmask extends I32Node {
        private final Operations.Bits operation;
        private final int lanesOfHalf;
        @Child private V128Node operand;

        Bitmask(Operations.Bits operation, long sign, V128Node operand) {
            this.operation = operation;
            this.lanesOfHalf = Long.bitCount(sign);
            this.operand = operand;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            V128 vector = operand.executeVector(frame);
            return operation.apply(vector.low()) | operation.apply(vector.high()) << lanesOfHalf;
        }
    }
}
