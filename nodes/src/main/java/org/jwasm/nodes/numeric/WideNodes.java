// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.numeric;

import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/**
 * Instructions with a result of 128 bits: statements that put its low and high half into frame slots.
 *
 * <p>Spec: wide-arithmetic proposal.
 */
public final class WideNodes {

    private WideNodes() {
    }

    /**
     * @param operands numbers of 128 bits as two, the low half first
     * @param low the slot of the low half of the result
     * @throws IllegalArgumentException if the instruction is of another kind
     */
    public static WasmNode create(Opcode op, WasmNode[] operands, int low, int high) {
        I64Node first = (I64Node) operands[0];
        I64Node second = (I64Node) operands[1];
        return switch (op) {
            case I64_ADD128 -> new Add128(first, second, (I64Node) operands[2], (I64Node) operands[3], low, high);
            case I64_SUB128 -> new Sub128(first, second, (I64Node) operands[2], (I64Node) operands[3], low, high);
            case I64_MUL_WIDE_S -> new MulWideS(first, second, low, high);
            case I64_MUL_WIDE_U -> new MulWideU(first, second, low, high);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    private abstract static class Wide extends WasmNode {
        private final int low;
        private final int high;

        Wide(int low, int high) {
            this.low = low;
            this.high = high;
        }

        final void put(VirtualFrame frame, long lowHalf, long highHalf) {
            frame.setLongStatic(low, lowHalf);
            frame.setLongStatic(high, highHalf);
        }
    }

    /** {@code i64.add128} */
    private static final class Add128 extends Wide {
        @Child private I64Node leftLow;
        @Child private I64Node leftHigh;
        @Child private I64Node rightLow;
        @Child private I64Node rightHigh;

        Add128(I64Node leftLow, I64Node leftHigh, I64Node rightLow, I64Node rightHigh, int low, int high) {
            super(low, high);
            this.leftLow = leftLow;
            this.leftHigh = leftHigh;
            this.rightLow = rightLow;
            this.rightHigh = rightHigh;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long first = leftLow.executeLong(frame);
            long firstHigh = leftHigh.executeLong(frame);
            long second = rightLow.executeLong(frame);
            long secondHigh = rightHigh.executeLong(frame);
            long sum = first + second;
            long carry = Long.compareUnsigned(sum, first) < 0 ? 1 : 0;
            put(frame, sum, firstHigh + secondHigh + carry);
        }
    }

    /** {@code i64.sub128} */
    private static final class Sub128 extends Wide {
        @Child private I64Node leftLow;
        @Child private I64Node leftHigh;
        @Child private I64Node rightLow;
        @Child private I64Node rightHigh;

        Sub128(I64Node leftLow, I64Node leftHigh, I64Node rightLow, I64Node rightHigh, int low, int high) {
            super(low, high);
            this.leftLow = leftLow;
            this.leftHigh = leftHigh;
            this.rightLow = rightLow;
            this.rightHigh = rightHigh;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long first = leftLow.executeLong(frame);
            long firstHigh = leftHigh.executeLong(frame);
            long second = rightLow.executeLong(frame);
            long secondHigh = rightHigh.executeLong(frame);
            long borrow = Long.compareUnsigned(first, second) < 0 ? 1 : 0;
            put(frame, first - second, firstHigh - secondHigh - borrow);
        }
    }

    /** {@code i64.mul_wide_s} */
    private static final class MulWideS extends Wide {
        @Child private I64Node left;
        @Child private I64Node right;

        MulWideS(I64Node left, I64Node right, int low, int high) {
            super(low, high);
            this.left = left;
            this.right = right;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long first = left.executeLong(frame);
            long second = right.executeLong(frame);
            put(frame, first * second, Math.multiplyHigh(first, second));
        }
    }

    /** {@code i64.mul_wide_u} */
    private static final class MulWideU extends Wide {
        @Child private I64Node left;
        @Child private I64Node right;

        MulWideU(I64Node left, I64Node right, int low, int high) {
            super(low, high);
            this.left = left;
            this.right = right;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long first = left.executeLong(frame);
            long second = right.executeLong(frame);
            put(frame, first * second, Math.unsignedMultiplyHigh(first, second));
        }
    }
}
