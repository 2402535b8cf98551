// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.numeric;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.ConstNodes;
import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.F32;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Floating-point instructions on {@code f32}. Spec: Execution, Numerics, Floating-Point Operations. */
final class F32Nodes {

    private F32Nodes() {
    }

    /** The node of an instruction with one operand of type {@code f32}. */
    static WasmNode unary(Opcode op, F32Node operand, int codeOffset) {
        return switch (op) {
            case F32_ABS -> new Abs(operand);
            case F32_NEG -> new Neg(operand);
            case F32_CEIL -> new Ceil(operand);
            case F32_FLOOR -> new Floor(operand);
            case F32_TRUNC -> new Trunc(operand);
            case F32_NEAREST -> new Nearest(operand);
            case F32_SQRT -> new Sqrt(operand);
            default -> TruncationNodes.fromF32(op, operand, codeOffset);
        };
    }

    /** The node of an instruction with two operands of type {@code f32}. */
    static WasmNode binary(Opcode op, F32Node left, F32Node right) {
        return switch (op) {
            case F32_EQ -> new Eq(left, right);
            case F32_NE -> new Ne(left, right);
            case F32_LT -> new Lt(left, right);
            case F32_GT -> new Gt(left, right);
            case F32_LE -> new Le(left, right);
            case F32_GE -> new Ge(left, right);
            default -> arithmetic(op, left, right);
        };
    }

    private static F32Node arithmetic(Opcode op, F32Node left, F32Node right) {
        return switch (op) {
            case F32_ADD -> new Add(left, right);
            case F32_SUB -> new Sub(left, right);
            case F32_MUL -> new Mul(left, right);
            case F32_DIV -> new Div(left, right);
            case F32_MIN -> new Min(left, right);
            case F32_MAX -> new Max(left, right);
            case F32_COPYSIGN -> new Copysign(left, right);
            default -> throw NumericNodes.notNumeric(op);
        };
    }

    /**
     * The node for an operation with a constant that changes nothing but signalling NaNs, or null. A compiler drops such an
     * operation and lets the NaN through.
     */
    static F32Node neutral(Opcode op, F32Node left, F32Node right) {
        if (right instanceof ConstNodes.F32Const constant && isNeutral(op, constant.executeFloat(null))) {
            return new Quiet(left);
        }
        if (!(left instanceof ConstNodes.F32Const constant)) {
            return null;
        }
        float value = constant.executeFloat(null);
        if (op == Opcode.F32_SUB) {
            return is(value, -0.0f) ? new Neg(new Quiet(right)) : null;
        }
        return op != Opcode.F32_DIV && isNeutral(op, value) ? new Quiet(right) : null;
    }

    private static boolean isNeutral(Opcode op, float value) {
        return switch (op) {
            case F32_ADD -> is(value, -0.0f);
            case F32_SUB -> is(value, 0.0f);
            case F32_MUL, F32_DIV -> value == 1;
            default -> false;
        };
    }

    private static boolean is(float value, float wanted) {
        return Float.compare(value, wanted) == 0;
    }

    private abstract static class Unary extends F32Node {
        @Child F32Node operand;

        Unary(F32Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class Binary extends F32Node {
        @Child F32Node left;
        @Child F32Node right;

        Binary(F32Node left, F32Node right) {
            this.left = left;
            this.right = right;
        }
    }

    private abstract static class Comparison extends BoolNode {
        @Child F32Node left;
        @Child F32Node right;

        Comparison(F32Node left, F32Node right) {
            this.left = left;
            this.right = right;
        }
    }

    /** {@code f32.abs} */
    static final class Abs extends Unary {
        Abs(F32Node operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return F32.abs(operand.executeFloat(frame));
        }
    }

    /** {@code f32.neg} */
    static final class Neg extends Unary {
        Neg(F32Node operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return F32.neg(operand.executeFloat(frame));
        }
    }

    /** {@code f32.ceil} */
    static final class Ceil extends Unary {
        Ceil(F32Node operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return F32.ceil(operand.executeFloat(frame));
        }
    }

    /** {@code f32.floor} */
    static final class Floor extends Unary {
        Floor(F32Node operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return F32.floor(operand.executeFloat(frame));
        }
    }

    /** {@code f32.trunc} */
    static final class Trunc extends Unary {
        Trunc(F32Node operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return F32.trunc(operand.executeFloat(frame));
        }
    }

    /** {@code f32.nearest} */
    static final class Nearest extends Unary {
        Nearest(F32Node operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return F32.nearest(operand.executeFloat(frame));
        }
    }

    /** {@code f32.sqrt} */
    static final class Sqrt extends Unary {
        Sqrt(F32Node operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return F32.sqrt(operand.executeFloat(frame));
        }
    }

    /** A NaN becomes an arithmetic one; nothing else changes. */
    static final class Quiet extends Unary {
        Quiet(F32Node operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return F32.quiet(operand.executeFloat(frame));
        }
    }

    /** {@code f32.add} */
    static final class Add extends Binary {
        Add(F32Node left, F32Node right) {
            super(left, right);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return left.executeFloat(frame) + right.executeFloat(frame);
        }
    }

    /** {@code f32.sub} */
    static final class Sub extends Binary {
        Sub(F32Node left, F32Node right) {
            super(left, right);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return left.executeFloat(frame) - right.executeFloat(frame);
        }
    }

    /** {@code f32.mul} */
    static final class Mul extends Binary {
        Mul(F32Node left, F32Node right) {
            super(left, right);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return left.executeFloat(frame) * right.executeFloat(frame);
        }
    }

    /** {@code f32.div} */
    static final class Div extends Binary {
        Div(F32Node left, F32Node right) {
            super(left, right);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return left.executeFloat(frame) / right.executeFloat(frame);
        }
    }

    /** {@code f32.min} */
    static final class Min extends Binary {
        Min(F32Node left, F32Node right) {
            super(left, right);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return F32.min(left.executeFloat(frame), right.executeFloat(frame));
        }
    }

    /** {@code f32.max} */
    static final class Max extends Binary {
        Max(F32Node left, F32Node right) {
            super(left, right);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return F32.max(left.executeFloat(frame), right.executeFloat(frame));
        }
    }

    /** {@code f32.copysign} */
    static final class Copysign extends Binary {
        Copysign(F32Node left, F32Node right) {
            super(left, right);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return F32.copysign(left.executeFloat(frame), right.executeFloat(frame));
        }
    }

    /** {@code f32.eq} */
    static final class Eq extends Comparison {
        Eq(F32Node left, F32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeFloat(frame) == right.executeFloat(frame);
        }
    }

    /** {@code f32.ne} */
    static final class Ne extends Comparison {
        Ne(F32Node left, F32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeFloat(frame) != right.executeFloat(frame);
        }
    }

    /** {@code f32.lt} */
    static final class Lt extends Comparison {
        Lt(F32Node left, F32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeFloat(frame) < right.executeFloat(frame);
        }
    }

    /** {@code f32.gt} */
    static final class Gt extends Comparison {
        Gt(F32Node left, F32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeFloat(frame) > right.executeFloat(frame);
        }
    }

    /** {@code f32.le} */
    static final class Le extends Comparison {
        Le(F32Node left, F32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeFloat(frame) <= right.executeFloat(frame);
        }
    }

    /** {@code f32.ge} */
    static final class Ge extends Comparison {
        Ge(F32Node left, F32Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeFloat(frame) >= right.executeFloat(frame);
        }
    }
}
