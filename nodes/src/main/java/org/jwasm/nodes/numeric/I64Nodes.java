// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.numeric;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.I64;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Integer instructions on {@code i64}. Spec: Execution, Numerics, Integer Operations. */
final class I64Nodes {

    private I64Nodes() {
    }

    /** The node of an instruction with one operand of type {@code i64}. */
    static WasmNode unary(Opcode op, I64Node operand) {
        return switch (op) {
            case I64_EQZ -> new Eqz(operand);
            case I64_CLZ -> new Clz(operand);
            case I64_CTZ -> new Ctz(operand);
            case I64_POPCNT -> new Popcnt(operand);
            case I64_EXTEND8_S -> new Extend8S(operand);
            case I64_EXTEND16_S -> new Extend16S(operand);
            case I64_EXTEND32_S -> new Extend32S(operand);
            default -> ConversionNodes.fromI64(op, operand);
        };
    }

    /** The node of an instruction with two operands of type {@code i64}. */
    static WasmNode binary(Opcode op, I64Node left, I64Node right, int codeOffset) {
        return switch (op) {
            case I64_ADD -> new Add(left, right);
            case I64_SUB -> new Sub(left, right);
            case I64_MUL -> new Mul(left, right);
            case I64_DIV_S -> new DivS(left, right, codeOffset);
            case I64_DIV_U -> new DivU(left, right, codeOffset);
            case I64_REM_S -> new RemS(left, right, codeOffset);
            case I64_REM_U -> new RemU(left, right, codeOffset);
            case I64_AND -> new And(left, right);
            case I64_OR -> new Or(left, right);
            case I64_XOR -> new Xor(left, right);
            case I64_SHL -> new Shl(left, right);
            case I64_SHR_S -> new ShrS(left, right);
            case I64_SHR_U -> new ShrU(left, right);
            case I64_ROTL -> new Rotl(left, right);
            case I64_ROTR -> new Rotr(left, right);
            default -> comparison(op, left, right);
        };
    }

    private static BoolNode comparison(Opcode op, I64Node left, I64Node right) {
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
            default -> throw NumericNodes.notNumeric(op);
        };
    }

    private abstract static class Unary extends I64Node {
        @Child I64Node operand;

        Unary(I64Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class Binary extends I64Node {
        @Child I64Node left;
        @Child I64Node right;

        Binary(I64Node left, I64Node right) {
            this.left = left;
            this.right = right;
        }
    }

    private abstract static class Comparison extends BoolNode {
        @Child I64Node left;
        @Child I64Node right;

        Comparison(I64Node left, I64Node right) {
            this.left = left;
            this.right = right;
        }
    }

    private abstract static class Division extends Binary {
        final int codeOffset;

        Division(I64Node left, I64Node right, int codeOffset) {
            super(left, right);
            this.codeOffset = codeOffset;
        }

        /** The divisor, which is not zero. */
        final long divisor(VirtualFrame frame) {
            long divisor = right.executeLong(frame);
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

    /** {@code i64.eqz} */
    static final class Eqz extends BoolNode {
        @Child I64Node operand;

        Eqz(I64Node operand) {
            this.operand = operand;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return operand.executeLong(frame) == 0;
        }
    }

    /** {@code i64.clz} */
    static final class Clz extends Unary {
        Clz(I64Node operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return I64.clz(operand.executeLong(frame));
        }
    }

    /** {@code i64.ctz} */
    static final class Ctz extends Unary {
        Ctz(I64Node operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return I64.ctz(operand.executeLong(frame));
        }
    }

    /** {@code i64.popcnt} */
    static final class Popcnt extends Unary {
        Popcnt(I64Node operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return I64.popcnt(operand.executeLong(frame));
        }
    }

    /** {@code i64.extend8_s} */
    static final class Extend8S extends Unary {
        Extend8S(I64Node operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return I64.extend8S(operand.executeLong(frame));
        }
    }

    /** {@code i64.extend16_s} */
    static final class Extend16S extends Unary {
        Extend16S(I64Node operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return I64.extend16S(operand.executeLong(frame));
        }
    }

    /** {@code i64.extend32_s} */
    static final class Extend32S extends Unary {
        Extend32S(I64Node operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return I64.extend32S(operand.executeLong(frame));
        }
    }

    /** {@code i64.add} */
    static final class Add extends Binary {
        Add(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) + right.executeLong(frame);
        }
    }

    /** {@code i64.sub} */
    static final class Sub extends Binary {
        Sub(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) - right.executeLong(frame);
        }
    }

    /** {@code i64.mul} */
    static final class Mul extends Binary {
        Mul(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) * right.executeLong(frame);
        }
    }

    /** {@code i64.div_s} */
    static final class DivS extends Division {
        DivS(I64Node left, I64Node right, int codeOffset) {
            super(left, right, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            long dividend = left.executeLong(frame);
            long divisor = divisor(frame);
            if (I64.quotientOverflows(dividend, divisor)) {
                throw overflow();
            }
            return dividend / divisor;
        }
    }

    /** {@code i64.div_u} */
    static final class DivU extends Division {
        DivU(I64Node left, I64Node right, int codeOffset) {
            super(left, right, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return I64.divU(left.executeLong(frame), divisor(frame));
        }
    }

    /** {@code i64.rem_s} */
    static final class RemS extends Division {
        RemS(I64Node left, I64Node right, int codeOffset) {
            super(left, right, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) % divisor(frame);
        }
    }

    /** {@code i64.rem_u} */
    static final class RemU extends Division {
        RemU(I64Node left, I64Node right, int codeOffset) {
            super(left, right, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return I64.remU(left.executeLong(frame), divisor(frame));
        }
    }

    /** {@code i64.and} */
    static final class And extends Binary {
        And(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) & right.executeLong(frame);
        }
    }

    /** {@code i64.or} */
    static final class Or extends Binary {
        Or(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) | right.executeLong(frame);
        }
    }

    /** {@code i64.xor} */
    static final class Xor extends Binary {
        Xor(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) ^ right.executeLong(frame);
        }
    }

    /** {@code i64.shl} */
    static final class Shl extends Binary {
        Shl(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) << right.executeLong(frame);
        }
    }

    /** {@code i64.shr_s} */
    static final class ShrS extends Binary {
        ShrS(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) >> right.executeLong(frame);
        }
    }

    /** {@code i64.shr_u} */
    static final class ShrU extends Binary {
        ShrU(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return left.executeLong(frame) >>> right.executeLong(frame);
        }
    }

    /** {@code i64.rotl} */
    static final class Rotl extends Binary {
        Rotl(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return I64.rotl(left.executeLong(frame), right.executeLong(frame));
        }
    }

    /** {@code i64.rotr} */
    static final class Rotr extends Binary {
        Rotr(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return I64.rotr(left.executeLong(frame), right.executeLong(frame));
        }
    }

    /** {@code i64.eq} */
    static final class Eq extends Comparison {
        Eq(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeLong(frame) == right.executeLong(frame);
        }
    }

    /** {@code i64.ne} */
    static final class Ne extends Comparison {
        Ne(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeLong(frame) != right.executeLong(frame);
        }
    }

    /** {@code i64.lt_s} */
    static final class LtS extends Comparison {
        LtS(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeLong(frame) < right.executeLong(frame);
        }
    }

    /** {@code i64.lt_u} */
    static final class LtU extends Comparison {
        LtU(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I64.ltU(left.executeLong(frame), right.executeLong(frame));
        }
    }

    /** {@code i64.gt_s} */
    static final class GtS extends Comparison {
        GtS(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeLong(frame) > right.executeLong(frame);
        }
    }

    /** {@code i64.gt_u} */
    static final class GtU extends Comparison {
        GtU(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            long first = left.executeLong(frame);
            return I64.ltU(right.executeLong(frame), first);
        }
    }

    /** {@code i64.le_s} */
    static final class LeS extends Comparison {
        LeS(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeLong(frame) <= right.executeLong(frame);
        }
    }

    /** {@code i64.le_u} */
    static final class LeU extends Comparison {
        LeU(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return I64.leU(left.executeLong(frame), right.executeLong(frame));
        }
    }

    /** {@code i64.ge_s} */
    static final class GeS extends Comparison {
        GeS(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeLong(frame) >= right.executeLong(frame);
        }
    }

    /** {@code i64.ge_u} */
    static final class GeU extends Comparison {
        GeU(I64Node left, I64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            long first = left.executeLong(frame);
            return I64.leU(right.executeLong(frame), first);
        }
    }
}
