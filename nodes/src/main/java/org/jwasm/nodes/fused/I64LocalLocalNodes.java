// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.fused;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.I64;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Operations on two locals of {@code i64}. */
final class I64LocalLocalNodes {

    private I64LocalLocalNodes() {
    }

    /** The fused form of an operation, or null. */
    static WasmNode create(Opcode op, int left, int right) {
        return switch (op) {
            case I64_ADD -> new Add(left, right);
            case I64_SUB -> new Sub(left, right);
            case I64_MUL -> new Mul(left, right);
            case I64_AND -> new And(left, right);
            case I64_OR -> new Or(left, right);
            case I64_XOR -> new Xor(left, right);
            case I64_SHL -> new Shl(left, right);
            case I64_SHR_S -> new ShrS(left, right);
            case I64_SHR_U -> new ShrU(left, right);
            default -> comparison(op, left, right);
        };
    }

    private static BoolNode comparison(Opcode op, int left, int right) {
        return switch (op) {
            case I64_EQ -> new Eq(left, right);
            case I64_NE -> new Ne(left, right);
            case I64_LT_S -> new LtS(left, right);
            case I64_LT_U -> new LtU(left, right);
            case I64_GT_S -> new GtS(left, right);
            case I64_GT_U -> new GtU(left, right);
            case I64_LE_S -> new LeS(left, right);
            case I64_LE_U -> new LeU(left, right);
            case I64_GE_S -> new GeS(left, right);
            case I64_GE_U -> new GeU(left, right);
            default -> null;
        };
    }

    private abstract static class Arithmetic extends I64Node {
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

    /** {@code i64.add} */
    static final class Add extends Arithmetic {
        Add(int left, int right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(left) + frame.getLongStatic(right);
        }
    }

    /** {@code i64.sub} */
    static final class Sub extends Arithmetic {
        Sub(int left, int right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(left) - frame.getLongStatic(right);
        }
    }

    /** {@code i64.mul} */
    static final class Mul extends Arithmetic {
        Mul(int left, int right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(left) * frame.getLongStatic(right);
        }
    }

    /** {@code i64.and} */
    static final class And extends Arithmetic {
        And(int left, int right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(left) & frame.getLongStatic(right);
        }
    }

    /** {@code i64.or} */
    static final class Or extends Arithmetic {
        Or(int left, int right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(left) | frame.getLongStatic(right);
        }
    }

    /** {@code i64.xor} */
    static final class Xor extends Arithmetic {
        Xor(int left, int right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(left) ^ frame.getLongStatic(right);
        }
    }

    /** {@code i64.shl} */
    static final class Shl extends Arithmetic {
        Shl(int left, int right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(left) << frame.getLongStatic(right);
        }
    }

    /** {@code i64.shr_s} */
    static final class ShrS extends Arithmetic {
        ShrS(int left, int right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(left) >> frame.getLongStatic(right);
        }
    }

    /** {@code i64.shr_u} */
    static final class ShrU extends Arithmetic {
        ShrU(int left, int right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(left) >>> frame.getLongStatic(right);
        }
    }

    /** {@code i64.eq} */
    static final class Eq extends Comparison {
        Eq(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(left) == frame.getLongStatic(right);
        }
    }

    /** {@code i64.ne} */
    static final class Ne extends Comparison {
        Ne(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(left) != frame.getLongStatic(right);
        }
    }

    /** {@code i64.lt_s} */
    static final class LtS extends Comparison {
        LtS(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(left) < frame.getLongStatic(right);
        }
    }

    /** {@code i64.lt_u} */
    static final class LtU extends Comparison {
        LtU(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I64.ltU(frame.getLongStatic(left), frame.getLongStatic(right));
        }
    }

    /** {@code i64.gt_s} */
    static final class GtS extends Comparison {
        GtS(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(left) > frame.getLongStatic(right);
        }
    }

    /** {@code i64.gt_u} */
    static final class GtU extends Comparison {
        GtU(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I64.ltU(frame.getLongStatic(right), frame.getLongStatic(left));
        }
    }

    /** {@code i64.le_s} */
    static final class LeS extends Comparison {
        LeS(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(left) <= frame.getLongStatic(right);
        }
    }

    /** {@code i64.le_u} */
    static final class LeU extends Comparison {
        LeU(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I64.leU(frame.getLongStatic(left), frame.getLongStatic(right));
        }
    }

    /** {@code i64.ge_s} */
    static final class GeS extends Comparison {
        GeS(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(left) >= frame.getLongStatic(right);
        }
    }

    /** {@code i64.ge_u} */
    static final class GeU extends Comparison {
        GeU(int left, int right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I64.leU(frame.getLongStatic(right), frame.getLongStatic(left));
        }
    }
}
