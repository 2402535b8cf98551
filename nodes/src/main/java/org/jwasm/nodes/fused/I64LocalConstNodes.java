// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.fused;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.I64;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Operations on a local and a constant of {@code i64}. Subtracting a constant is adding its negative. */
final class I64LocalConstNodes {

    private I64LocalConstNodes() {
    }

    /** The fused form of an operation, or null. */
    static WasmNode create(Opcode op, int slot, long constant) {
        return switch (op) {
            case I64_ADD -> new Add(slot, constant);
            case I64_MUL -> new Mul(slot, constant);
            case I64_AND -> new And(slot, constant);
            case I64_OR -> new Or(slot, constant);
            case I64_XOR -> new Xor(slot, constant);
            case I64_SHL -> new Shl(slot, constant);
            case I64_SHR_S -> new ShrS(slot, constant);
            case I64_SHR_U -> new ShrU(slot, constant);
            default -> comparison(op, slot, constant);
        };
    }

    private static BoolNode comparison(Opcode op, int slot, long constant) {
        return switch (op) {
            case I64_EQ -> new Eq(slot, constant);
            case I64_NE -> new Ne(slot, constant);
            case I64_LT_S -> new LtS(slot, constant);
            case I64_LT_U -> new LtU(slot, constant);
            case I64_GT_S -> new GtS(slot, constant);
            case I64_GT_U -> new GtU(slot, constant);
            case I64_LE_S -> new LeS(slot, constant);
            case I64_LE_U -> new LeU(slot, constant);
            case I64_GE_S -> new GeS(slot, constant);
            case I64_GE_U -> new GeU(slot, constant);
            default -> null;
        };
    }

    private abstract static class Arithmetic extends I64Node {
        final int slot;
        final long constant;

        Arithmetic(int slot, long constant) {
            this.slot = slot;
            this.constant = constant;
        }
    }

    private abstract static class Comparison extends BoolNode {
        final int slot;
        final long constant;

        Comparison(int slot, long constant) {
            this.slot = slot;
            this.constant = constant;
        }
    }

    /** {@code i64.add} */
    static final class Add extends Arithmetic {
        Add(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(slot) + constant;
        }
    }

    /** {@code i64.mul} */
    static final class Mul extends Arithmetic {
        Mul(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(slot) * constant;
        }
    }

    /** {@code i64.and} */
    static final class And extends Arithmetic {
        And(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(slot) & constant;
        }
    }

    /** {@code i64.or} */
    static final class Or extends Arithmetic {
        Or(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(slot) | constant;
        }
    }

    /** {@code i64.xor} */
    static final class Xor extends Arithmetic {
        Xor(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(slot) ^ constant;
        }
    }

    /** {@code i64.shl} */
    static final class Shl extends Arithmetic {
        Shl(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(slot) << constant;
        }
    }

    /** {@code i64.shr_s} */
    static final class ShrS extends Arithmetic {
        ShrS(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(slot) >> constant;
        }
    }

    /** {@code i64.shr_u} */
    static final class ShrU extends Arithmetic {
        ShrU(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(slot) >>> constant;
        }
    }

    /** {@code i64.eq} */
    static final class Eq extends Comparison {
        Eq(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(slot) == constant;
        }
    }

    /** {@code i64.ne} */
    static final class Ne extends Comparison {
        Ne(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(slot) != constant;
        }
    }

    /** {@code i64.lt_s} */
    static final class LtS extends Comparison {
        LtS(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(slot) < constant;
        }
    }

    /** {@code i64.lt_u} */
    static final class LtU extends Comparison {
        LtU(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I64.ltU(frame.getLongStatic(slot), constant);
        }
    }

    /** {@code i64.gt_s} */
    static final class GtS extends Comparison {
        GtS(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(slot) > constant;
        }
    }

    /** {@code i64.gt_u} */
    static final class GtU extends Comparison {
        GtU(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I64.ltU(constant, frame.getLongStatic(slot));
        }
    }

    /** {@code i64.le_s} */
    static final class LeS extends Comparison {
        LeS(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(slot) <= constant;
        }
    }

    /** {@code i64.le_u} */
    static final class LeU extends Comparison {
        LeU(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I64.leU(frame.getLongStatic(slot), constant);
        }
    }

    /** {@code i64.ge_s} */
    static final class GeS extends Comparison {
        GeS(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(slot) >= constant;
        }
    }

    /** {@code i64.ge_u} */
    static final class GeU extends Comparison {
        GeU(int slot, long constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I64.leU(constant, frame.getLongStatic(slot));
        }
    }
}
