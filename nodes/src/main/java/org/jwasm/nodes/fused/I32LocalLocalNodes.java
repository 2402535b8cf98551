// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.fused;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.I32;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Operations on two locals of {@code i32}. */
final class I32LocalLocalNodes {

    private I32LocalLocalNodes() {
    }

    /** The fused form of an operation, or null. */
    static WasmNode create(Opcode op, int left, int right) {
        return switch (op) {
            case I32_ADD -> new Add(left, right);
            case I32_SUB -> new Sub(left, right);
            case I32_MUL -> new Mul(left, right);
            case I32_AND -> new And(left, right);
            case I32_OR -> new Or(left, right);
            case I32_XOR -> new Xor(left, right);
            case I32_SHL -> new Shl(left, right);
            case I32_SHR_S -> new ShrS(left, right);
            case I32_SHR_U -> new ShrU(left, right);
            default -> comparison(op, left, right);
        };
    }

    private static BoolNode comparison(Opcode op, int left, int right) {
        return switch (op) {
            case I32_EQ -> new Eq(left, right);
            case I32_NE -> new Ne(left, right);
            case I32_LT_S -> new LtS(left, right);
            case I32_LT_U -> new LtU(left, right);
            case I32_GT_S -> new GtS(left, right);
            case I32_GT_U -> new GtU(left, right);
            case I32_LE_S -> new LeS(left, right);
            case I32_LE_U -> new LeU(left, right);
            case I32_GE_S -> new GeS(left, right);
            case I32_GE_U -> new GeU(left, right);
            default -> null;
        };
    }

    private abstract static class Arithmetic extends I32Node {
        final int left;
        final int right;

        Arithmetic(int left, int right) {
            this.left = left;
            this.right = right;
        }
    }

    private abstract static class Comparison extends BoolNode {
        final int left;
        final int right;

        Comparison(int left, int right) {
            this.left = left;
            this.right = right;
        }
    }

    /** {@code i32.add} */
    static final class Add extends Arithmetic {
        Add(int left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(left) + frame.getIntStatic(right);
        }
    }

    /** {@code i32.sub} */
    static final class Sub extends Arithmetic {
        Sub(int left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(left) - frame.getIntStatic(right);
        }
    }

    /** {@code i32.mul} */
    static final class Mul extends Arithmetic {
        Mul(int left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(left) * frame.getIntStatic(right);
        }
    }

    /** {@code i32.and} */
    static final class And extends Arithmetic {
        And(int left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(left) & frame.getIntStatic(right);
        }
    }

    /** {@code i32.or} */
    static final class Or extends Arithmetic {
        Or(int left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(left) | frame.getIntStatic(right);
        }
    }

    /** {@code i32.xor} */
    static final class Xor extends Arithmetic {
        Xor(int left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(left) ^ frame.getIntStatic(right);
        }
    }

    /** {@code i32.shl} */
    static final class Shl extends Arithmetic {
        Shl(int left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(left) << frame.getIntStatic(right);
        }
    }

    /** {@code i32.shr_s} */
    static final class ShrS extends Arithmetic {
        ShrS(int left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(left) >> frame.getIntStatic(right);
        }
    }

    /** {@code i32.shr_u} */
    static final class ShrU extends Arithmetic {
        ShrU(int left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(left) >>> frame.getIntStatic(right);
        }
    }

    /** {@code i32.eq} */
    static final class Eq extends Comparison {
        Eq(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(left) == frame.getIntStatic(right);
        }
    }

    /** {@code i32.ne} */
    static final class Ne extends Comparison {
        Ne(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(left) != frame.getIntStatic(right);
        }
    }

    /** {@code i32.lt_s} */
    static final class LtS extends Comparison {
        LtS(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(left) < frame.getIntStatic(right);
        }
    }

    /** {@code i32.lt_u} */
    static final class LtU extends Comparison {
        LtU(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I32.ltU(frame.getIntStatic(left), frame.getIntStatic(right));
        }
    }

    /** {@code i32.gt_s} */
    static final class GtS extends Comparison {
        GtS(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(left) > frame.getIntStatic(right);
        }
    }

    /** {@code i32.gt_u} */
    static final class GtU extends Comparison {
        GtU(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I32.ltU(frame.getIntStatic(right), frame.getIntStatic(left));
        }
    }

    /** {@code i32.le_s} */
    static final class LeS extends Comparison {
        LeS(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(left) <= frame.getIntStatic(right);
        }
    }

    /** {@code i32.le_u} */
    static final class LeU extends Comparison {
        LeU(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I32.leU(frame.getIntStatic(left), frame.getIntStatic(right));
        }
    }

    /** {@code i32.ge_s} */
    static final class GeS extends Comparison {
        GeS(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(left) >= frame.getIntStatic(right);
        }
    }

    /** {@code i32.ge_u} */
    static final class GeU extends Comparison {
        GeU(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I32.leU(frame.getIntStatic(right), frame.getIntStatic(left));
        }
    }
}
