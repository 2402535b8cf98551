// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.numeric;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.I32;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Integer instructions on {@code i32}. Spec: Execution, Numerics, Integer Operations. */
final class I32Nodes {

    private I32Nodes() {
    }

    /** The node of an instruction with one operand of type {@code i32}. */
    static WasmNode unary(Opcode op, I32Node operand) {
        return switch (op) {
            case I32_EQZ -> new Eqz(operand);
            case I32_CLZ -> new Clz(operand);
            case I32_CTZ -> new Ctz(operand);
            case I32_POPCNT -> new Popcnt(operand);
            case I32_EXTEND8_S -> new Extend8S(operand);
            case I32_EXTEND16_S -> new Extend16S(operand);
            default -> ConversionNodes.fromI32(op, operand);
        };
    }

    /** The node of an instruction with two operands of type {@code i32}. */
    static WasmNode binary(Opcode op, I32Node left, I32Node right, int codeOffset) {
        return switch (op) {
            case I32_ADD -> new Add(left, right);
            case I32_SUB -> new Sub(left, right);
            case I32_MUL -> new Mul(left, right);
            case I32_DIV_S -> new DivS(left, right, codeOffset);
            case I32_DIV_U -> new DivU(left, right, codeOffset);
            case I32_REM_S -> new RemS(left, right, codeOffset);
            case I32_REM_U -> new RemU(left, right, codeOffset);
            case I32_AND -> new And(left, right);
            case I32_OR -> new Or(left, right);
            case I32_XOR -> new Xor(left, right);
            case I32_SHL -> new Shl(left, right);
            case I32_SHR_S -> new ShrS(left, right);
            case I32_SHR_U -> new ShrU(left, right);
            case I32_ROTL -> new Rotl(left, right);
            case I32_ROTR -> new Rotr(left, right);
            default -> comparison(op, left, right);
        };
    }

    private static BoolNode comparison(Opcode op, I32Node left, I32Node right) {
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
            default -> throw NumericNodes.notNumeric(op);
        };
    }

    private abstract static class Unary extends I32Node {
        @Child I32Node operand;

        Unary(I32Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class Binary extends I32Node {
        @Child I32Node left;
        @Child I32Node right;

        Binary(I32Node left, I32Node right) {
            this.left = left;
            this.right = right;
        }
    }

    private abstract static class Comparison extends BoolNode {
        @Child I32Node left;
        @Child I32Node right;

        Comparison(I32Node left, I32Node right) {
            this.left = left;
            this.right = right;
        }
    }

    private abstract static class Division extends Binary {
        final int codeOffset;

        Division(I32Node left, I32Node right, int codeOffset) {
            super(left, right);
            this.codeOffset = codeOffset;
        }

        /** The divisor, which is not zero. */
        final int divisor(VirtualFrame frame) {
            int divisor = right.executeInt(frame);
            if (divisor == 0) {
                throw trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
            }
            return divisor;
        }

        final WasmException overflow() {
            return trap(TrapKind.INTEGER_OVERFLOW);
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    /** {@code i32.eqz} */
    static final class Eqz extends BoolNode {
        @Child I32Node operand;

        Eqz(I32Node operand) {
            this.operand = operand;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return operand.executeInt(frame) == 0;
        }
    }

    /** {@code i32.clz} */
    static final class Clz extends Unary {
        Clz(I32Node operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return I32.clz(operand.executeInt(frame));
        }
    }

    /** {@code i32.ctz} */
    static final class Ctz extends Unary {
        Ctz(I32Node operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return I32.ctz(operand.executeInt(frame));
        }
    }

    /** {@code i32.popcnt} */
    static final class Popcnt extends Unary {
        Popcnt(I32Node operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return I32.popcnt(operand.executeInt(frame));
        }
    }

    /** {@code i32.extend8_s} */
    static final class Extend8S extends Unary {
        Extend8S(I32Node operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return I32.extend8S(operand.executeInt(frame));
        }
    }

    /** {@code i32.extend16_s} */
    static final class Extend16S extends Unary {
        Extend16S(I32Node operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return I32.extend16S(operand.executeInt(frame));
        }
    }

    /** {@code i32.add} */
    static final class Add extends Binary {
        Add(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) + right.executeInt(frame);
        }
    }

    /** {@code i32.sub} */
    static final class Sub extends Binary {
        Sub(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) - right.executeInt(frame);
        }
    }

    /** {@code i32.mul} */
    static final class Mul extends Binary {
        Mul(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) * right.executeInt(frame);
        }
    }

    /** {@code i32.div_s} */
    static final class DivS extends Division {
        DivS(I32Node left, I32Node right, int codeOffset) {
            super(left, right, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            int dividend = left.executeInt(frame);
            int divisor = divisor(frame);
            if (I32.quotientOverflows(dividend, divisor)) {
                throw overflow();
            }
            return dividend / divisor;
        }
    }

    /** {@code i32.div_u} */
    static final class DivU extends Division {
        DivU(I32Node left, I32Node right, int codeOffset) {
            super(left, right, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return I32.divU(left.executeInt(frame), divisor(frame));
        }
    }

    /** {@code i32.rem_s} */
    static final class RemS extends Division {
        RemS(I32Node left, I32Node right, int codeOffset) {
            super(left, right, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) % divisor(frame);
        }
    }

    /** {@code i32.rem_u} */
    static final class RemU extends Division {
        RemU(I32Node left, I32Node right, int codeOffset) {
            super(left, right, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return I32.remU(left.executeInt(frame), divisor(frame));
        }
    }

    /** {@code i32.and} */
    static final class And extends Binary {
        And(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) & right.executeInt(frame);
        }
    }

    /** {@code i32.or} */
    static final class Or extends Binary {
        Or(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) | right.executeInt(frame);
        }
    }

    /** {@code i32.xor} */
    static final class Xor extends Binary {
        Xor(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) ^ right.executeInt(frame);
        }
    }

    /** {@code i32.shl} */
    static final class Shl extends Binary {
        Shl(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) << right.executeInt(frame);
        }
    }

    /** {@code i32.shr_s} */
    static final class ShrS extends Binary {
        ShrS(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) >> right.executeInt(frame);
        }
    }

    /** {@code i32.shr_u} */
    static final class ShrU extends Binary {
        ShrU(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return left.executeInt(frame) >>> right.executeInt(frame);
        }
    }

    /** {@code i32.rotl} */
    static final class Rotl extends Binary {
        Rotl(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return I32.rotl(left.executeInt(frame), right.executeInt(frame));
        }
    }

    /** {@code i32.rotr} */
    static final class Rotr extends Binary {
        Rotr(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return I32.rotr(left.executeInt(frame), right.executeInt(frame));
        }
    }

    /** {@code i32.eq} */
    static final class Eq extends Comparison {
        Eq(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeInt(frame) == right.executeInt(frame);
        }
    }

    /** {@code i32.ne} */
    static final class Ne extends Comparison {
        Ne(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeInt(frame) != right.executeInt(frame);
        }
    }

    /** {@code i32.lt_s} */
    static final class LtS extends Comparison {
        LtS(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeInt(frame) < right.executeInt(frame);
        }
    }

    /** {@code i32.lt_u} */
    static final class LtU extends Comparison {
        LtU(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I32.ltU(left.executeInt(frame), right.executeInt(frame));
        }
    }

    /** {@code i32.gt_s} */
    static final class GtS extends Comparison {
        GtS(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeInt(frame) > right.executeInt(frame);
        }
    }

    /** {@code i32.gt_u} */
    static final class GtU extends Comparison {
        GtU(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            int first = left.executeInt(frame);
            return I32.ltU(right.executeInt(frame), first);
        }
    }

    /** {@code i32.le_s} */
    static final class LeS extends Comparison {
        LeS(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeInt(frame) <= right.executeInt(frame);
        }
    }

    /** {@code i32.le_u} */
    static final class LeU extends Comparison {
        LeU(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I32.leU(left.executeInt(frame), right.executeInt(frame));
        }
    }

    /** {@code i32.ge_s} */
    static final class GeS extends Comparison {
        GeS(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeInt(frame) >= right.executeInt(frame);
        }
    }

    /** {@code i32.ge_u} */
    static final class GeU extends Comparison {
        GeU(I32Node left, I32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            int first = left.executeInt(frame);
            return I32.leU(right.executeInt(frame), first);
        }
    }
}
