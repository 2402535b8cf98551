// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.vector;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.V128Node;
import org.jwasm.runtime.V128;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Instructions on one vector that give a vector. */
final class UnaryNodes {

    private UnaryNodes() {
    }

    /** The same on both halves. */
    static final class OnHalf extends V128Node {
        private final LongUnaryOperator operation;
        @Child private V128Node operand;

        OnHalf(LongUnaryOperator operation, V128Node operand) {
            this.operation = operation;
            this.operand = operand;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 o = operand.executeVector(frame);
            return new V128(operation.applyAsLong(o.low()), operation.applyAsLong(o.high()));
        }
    }

    /** The same on the lanes of both halves. */
    static final class OnLanes extends V128Node {
        private final Operations.UnaryLanes operation;
        private final long sign;
        @Child private V128Node operand;

        OnLanes(Operations.UnaryLanes operation, long sign, V128Node operand) {
            this.operation = operation;
            this.sign = sign;
            this.operand = operand;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 o = operand.executeVector(frame);
            return new V128(operation.apply(o.low(), sign), operation.apply(o.high(), sign));
        }
    }

    /** The lower half of both halves. */
    static final class Joined extends V128Node {
        private final LongBinaryOperator operation;
        @Child private V128Node operand;

        Joined(LongBinaryOperator operation, V128Node operand) {
            this.operation = operation;
            this.operand = operand;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 o = operand.executeVector(frame);
            return new V128(operation.applyAsLong(o.low(), o.high()), 0);
        }
    }

    /** {@code extend_low} */
    static final class ExtendLow extends V128Node {
        private final Operations.Extend operation;
        @Child private V128Node operand;

        ExtendLow(Operations.Extend operation, V128Node operand) {
            this.operation = operation;
            this.operand = operand;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 o = operand.executeVector(frame);
            return new V128(operation.apply((int) o.low()), operation.apply((int) (o.low() >>> 32)));
        }
    }

    /** {@code extend_high} */
    static final class ExtendHigh extends V128Node {
        private final Operations.Extend operation;
        @Child private V128Node operand;

        ExtendHigh(Operations.Extend operation, V128Node operand) {
            this.operation = operation;
            this.operand = operand;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 o = operand.executeVector(frame);
            return new V128(operation.apply((int) o.high()), operation.apply((int) (o.high() >>> 32)));
        }
    }

    /** {@code shl}, {@code shr_s}, {@code shr_u} */
    static final class Shift extends V128Node {
        private final Operations.ShiftLanes operation;
        private final long sign;
        @Child private V128Node operand;
        @Child private I32Node count;

        Shift(Operations.ShiftLanes operation, long sign, V128Node operand, I32Node count) {
            this.operation = operation;
            this.sign = sign;
            this.operand = operand;
            this.count = count;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 o = operand.executeVector(frame);
            int c = count.executeInt(frame);
            return new V128(operation.apply(o.low(), c, sign), operation.apply(o.high(), c, sign));
        }
    }
}
