// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.fused;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.I64;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Operations on an expression and a constant of {@code i64}. Subtracting a constant is adding its negative. */
final class I64ExpressionConstNodes {

    private I64ExpressionConstNodes() {
    }

    /** The fused form of an operation, or null. */
    static WasmNode create(Opcode op, I64Node left, long constant) {
        return switch (op) {
            case I64_ADD -> new Add(left, constant);
            case I64_MUL -> new Mul(left, constant);
            case I64_AND -> new And(left, constant);
            case I64_OR -> new Or(left, constant);
            case I64_XOR -> new Xor(left, constant);
            case I64_SHL -> new Shl(left, constant);
            case I64_SHR_S -> new ShrS(left, constant);
            case I64_SHR_U -> new ShrU(left, constant);
            default -> comparison(op, left, constant);
        };
    }

    private static BoolNode comparison(Opcode op, I64Node left, long constant) {
        return switch (op) {
            case I64_EQ -> new Eq(left, constant);
            case I64_NE -> new Ne(left, constant);
            case I64_LT_S -> new LtS(left, constant);
            case I64_LT_U -> new LtU(left, constant);
            case I64_GT_S -> new GtS(left, constant);
            case I64_GT_U -> new GtU(left, constant);
            case I64_LE_S -> new LeS(left, constant);
            case I64_LE_U -> new LeU(left, constant);
            case I64_GE_S -> new GeS(left, constant);
            case I64_GE_U -> new GeU(left, constant);
            default -> null;
        };
    }

    private abstract static class Arithmetic extends I64Node {
        @Child I64Node left;
        final long constant;

        Arithmetic(I64Node left, long constant) {
            this.left = left;
            this.constant = constant;
        }
    }

    private abstract static class Comparison extends BoolNode {
        @Child I64Node left;
        final long constant;

        Comparison(I64Node left, long constant) {
            this.left = left;
            this.constant = constant;
        }
    }

    /** {@code i64.add} */
    static final class Add extends Arithmetic {
        Add(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) + constant;
        }
    }

    /** {@code i64.mul} */
    static final class Mul extends Arithmetic {
        Mul(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) * constant;
        }
    }

    /** {@code i64.and} */
    static final class And extends Arithmetic {
        And(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) & constant;
        }
    }

    /** {@code i64.or} */
    static final class Or extends Arithmetic {
        Or(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) | constant;
        }
    }

    /** {@code i64.xor} */
    static final class Xor extends Arithmetic {
        Xor(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) ^ constant;
        }
    }

    /** {@code i64.shl} */
    static final class Shl extends Arithmetic {
        Shl(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) << constant;
        }
    }

    /** {@code i64.shr_s} */
    static final class ShrS extends Arithmetic {
        ShrS(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) >> constant;
        }
    }

    /** {@code i64.shr_u} */
    static final class ShrU extends Arithmetic {
        ShrU(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) >>> constant;
        }
    }

    /** {@code i64.eq} */
    static final class Eq extends Comparison {
        Eq(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeLong(frame) == constant;
        }
    }

    /** {@code i64.ne} */
    static final class Ne extends Comparison {
        Ne(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeLong(frame) != constant;
        }
    }

    /** {@code i64.lt_s} */
    static final class LtS extends Comparison {
        LtS(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeLong(frame) < constant;
        }
    }

    /** {@code i64.lt_u} */
    static final class LtU extends Comparison {
        LtU(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I64.ltU(left.executeLong(frame), constant);
        }
    }

    /** {@code i64.gt_s} */
    static final class GtS extends Comparison {
        GtS(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeLong(frame) > constant;
        }
    }

    /** {@code i64.gt_u} */
    static final class GtU extends Comparison {
        GtU(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I64.ltU(constant, left.executeLong(frame));
        }
    }

    /** {@code i64.le_s} */
    static final class LeS extends Comparison {
        LeS(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeLong(frame) <= constant;
        }
    }

    /** {@code i64.le_u} */
    static final class LeU extends Comparison {
        LeU(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I64.leU(left.executeLong(frame), constant);
        }
    }

    /** {@code i64.ge_s} */
    static final class GeS extends Comparison {
        GeS(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeLong(frame) >= constant;
        }
    }

    /** {@code i64.ge_u} */
    static final class GeU extends Comparison {
        GeU(I64Node left, long constant) {
            super(left, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I64.leU(constant, left.executeLong(frame));
        }
    }
}
