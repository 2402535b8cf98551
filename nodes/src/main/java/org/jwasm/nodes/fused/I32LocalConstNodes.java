// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.fused;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.I32;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Operations on a local and a constant of {@code i32}. Subtracting a constant is adding its negative. */
final class I32LocalConstNodes {

    private I32LocalConstNodes() {
    }

    /** The fused form of an operation, or null. */
    static WasmNode create(Opcode op, int slot, int constant) {
        return switch (op) {
            case I32_ADD -> new Add(slot, constant);
            case I32_MUL -> new Mul(slot, constant);
            case I32_AND -> new And(slot, constant);
            case I32_OR -> new Or(slot, constant);
            case I32_XOR -> new Xor(slot, constant);
            case I32_SHL -> new Shl(slot, constant);
            case I32_SHR_S -> new ShrS(slot, constant);
            case I32_SHR_U -> new ShrU(slot, constant);
            default -> comparison(op, slot, constant);
        };
    }

    private static BoolNode comparison(Opcode op, int slot, int constant) {
        return switch (op) {
            case I32_EQ -> new Eq(slot, constant);
            case I32_NE -> new Ne(slot, constant);
            case I32_LT_S -> new LtS(slot, constant);
            case I32_LT_U -> new LtU(slot, constant);
            case I32_GT_S -> new GtS(slot, constant);
            case I32_GT_U -> new GtU(slot, constant);
            case I32_LE_S -> new LeS(slot, constant);
            case I32_LE_U -> new LeU(slot, constant);
            case I32_GE_S -> new GeS(slot, constant);
            case I32_GE_U -> new GeU(slot, constant);
            default -> null;
        };
    }

    private abstract static class Arithmetic extends I32Node {
        final int slot;
        final int constant;

        Arithmetic(int slot, int constant) {
            this.slot = slot;
            this.constant = constant;
        }
    }

    private abstract static class Comparison extends BoolNode {
        final int slot;
        final int constant;

        Comparison(int slot, int constant) {
            this.slot = slot;
            this.constant = constant;
        }
    }

    /** {@code i32.add} */
    static final class Add extends Arithmetic {
        Add(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(slot) + constant;
        }
    }

    /** {@code i32.mul} */
    static final class Mul extends Arithmetic {
        Mul(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(slot) * constant;
        }
    }

    /** {@code i32.and} */
    static final class And extends Arithmetic {
        And(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(slot) & constant;
        }
    }

    /** {@code i32.or} */
    static final class Or extends Arithmetic {
        Or(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(slot) | constant;
        }
    }

    /** {@code i32.xor} */
    static final class Xor extends Arithmetic {
        Xor(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(slot) ^ constant;
        }
    }

    /** {@code i32.shl} */
    static final class Shl extends Arithmetic {
        Shl(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(slot) << constant;
        }
    }

    /** {@code i32.shr_s} */
    static final class ShrS extends Arithmetic {
        ShrS(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(slot) >> constant;
        }
    }

    /** {@code i32.shr_u} */
    static final class ShrU extends Arithmetic {
        ShrU(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(slot) >>> constant;
        }
    }

    /** {@code i32.eq} */
    static final class Eq extends Comparison {
        Eq(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(slot) == constant;
        }
    }

    /** {@code i32.ne} */
    static final class Ne extends Comparison {
        Ne(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(slot) != constant;
        }
    }

    /** {@code i32.lt_s} */
    static final class LtS extends Comparison {
        LtS(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(slot) < constant;
        }
    }

    /** {@code i32.lt_u} */
    static final class LtU extends Comparison {
        LtU(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I32.ltU(frame.getIntStatic(slot), constant);
        }
    }

    /** {@code i32.gt_s} */
    static final class GtS extends Comparison {
        GtS(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(slot) > constant;
        }
    }

    /** {@code i32.gt_u} */
    static final class GtU extends Comparison {
        GtU(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I32.ltU(constant, frame.getIntStatic(slot));
        }
    }

    /** {@code i32.le_s} */
    static final class LeS extends Comparison {
        LeS(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(slot) <= constant;
        }
    }

    /** {@code i32.le_u} */
    static final class LeU extends Comparison {
        LeU(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I32.leU(frame.getIntStatic(slot), constant);
        }
    }

    /** {@code i32.ge_s} */
    static final class GeS extends Comparison {
        GeS(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(slot) >= constant;
        }
    }

    /** {@code i32.ge_u} */
    static final class GeU extends Comparison {
        GeU(int slot, int constant) {
            super(slot, constant);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I32.leU(constant, frame.getIntStatic(slot));
        }
    }
}
