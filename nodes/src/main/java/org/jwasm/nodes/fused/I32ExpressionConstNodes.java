// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.fused;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.I32;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Operations on an expression and a constant of {@code i32}. Subtracting a constant is adding its negative. */
final class I32ExpressionConstNodes {

    private I32ExpressionConstNodes() {
    }

    /** The fused form of an operation, or null. */
    static WasmNode create(Opcode op, I32Node left, int constant) {
        return switch (op) {
            case I32_ADD -> new Add(left, constant);
            case I32_MUL -> new Mul(left, constant);
            case I32_AND -> new And(left, constant);
            case I32_OR -> new Or(left, constant);
            case I32_XOR -> new Xor(left, constant);
            case I32_SHL -> new Shl(left, constant);
            case I32_SHR_S -> new ShrS(left, constant);
            case I32_SHR_U -> new ShrU(left, constant);
            default -> comparison(op, left, constant);
        };
    }

    private static BoolNode comparison(Opcode op, I32Node left, int constant) {
        return switch (op) {
            case I32_EQ -> new Eq(left, constant);
            case I32_NE -> new Ne(left, constant);
            case I32_LT_S -> new LtS(left, constant);
            case I32_LT_U -> new LtU(left, constant);
            case I32_GT_S -> new GtS(left, constant);
            case I32_GT_U -> new GtU(left, constant);
            case I32_LE_S -> new LeS(left, constant);
            case I32_LE_U -> new LeU(left, constant);
            case I32_GE_S -> new GeS(left, constant);
            case I32_GE_U -> new GeU(left, constant);
            default -> null;
        };
    }

    private abstract static class Arithmetic extends I32Node {
        @Child I32Node left;
        final int constant;

        Arithmetic(I32Node left, int constant) {
            this.left = left;
            this.constant = constant;
        }
    }

    private abstract static class Comparison extends BoolNode {
        @Child I32Node left;
        final int constant;

        Comparison(I32Node left, int constant) {
            this.left = left;
            this.constant = constant;
        }
    }

    /** {@code i32.add} */
    static final class Add extends Arithmetic {
        Add(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) + constant;
        }
    }

    /** {@code i32.mul} */
    static final class Mul extends Arithmetic {
        Mul(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) * constant;
        }
    }

    /** {@code i32.and} */
    static final class And extends Arithmetic {
        And(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) & constant;
        }
    }

    /** {@code i32.or} */
    static final class Or extends Arithmetic {
        Or(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) | constant;
        }
    }

    /** {@code i32.xor} */
    static final class Xor extends Arithmetic {
        Xor(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) ^ constant;
        }
    }

    /** {@code i32.shl} */
    static final class Shl extends Arithmetic {
        Shl(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) << constant;
        }
    }

    /** {@code i32.shr_s} */
    static final class ShrS extends Arithmetic {
        ShrS(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) >> constant;
        }
    }

    /** {@code i32.shr_u} */
    static final class ShrU extends Arithmetic {
        ShrU(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) >>> constant;
        }
    }

    /** {@code i32.eq} */
    static final class Eq extends Comparison {
        Eq(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeInt(frame) == constant;
        }
    }

    /** {@code i32.ne} */
    static final class Ne extends Comparison {
        Ne(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeInt(frame) != constant;
        }
    }

    /** {@code i32.lt_s} */
    static final class LtS extends Comparison {
        LtS(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeInt(frame) < constant;
        }
    }

    /** {@code i32.lt_u} */
    static final class LtU extends Comparison {
        LtU(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I32.ltU(left.executeInt(frame), constant);
        }
    }

    /** {@code i32.gt_s} */
    static final class GtS extends Comparison {
        GtS(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeInt(frame) > constant;
        }
    }

    /** {@code i32.gt_u} */
    static final class GtU extends Comparison {
        GtU(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I32.ltU(constant, left.executeInt(frame));
        }
    }

    /** {@code i32.le_s} */
    static final class LeS extends Comparison {
        LeS(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeInt(frame) <= constant;
        }
    }

    /** {@code i32.le_u} */
    static final class LeU extends Comparison {
        LeU(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I32.leU(left.executeInt(frame), constant);
        }
    }

    /** {@code i32.ge_s} */
    static final class GeS extends Comparison {
        GeS(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeInt(frame) >= constant;
        }
    }

    /** {@code i32.ge_u} */
    static final class GeU extends Comparison {
        GeU(I32Node left, int constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I32.leU(constant, left.executeInt(frame));
        }
    }
}
