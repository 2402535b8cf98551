// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.numeric;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.ConstNodes;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.F64;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Floating-point instructions on {@code f64}. Spec: Execution, Numerics, Floating-Point Operations. */
final class F64Nodes {

    private F64Nodes() {
    }

    /** The node of an instruction with one operand of type {@code f64}. */
    static WasmNode unary(Opcode op, F64Node operand, int codeOffset) {
        return switch (op) {
            case F64_ABS -> new Abs(operand);
            case F64_NEG -> new Neg(operand);
            case F64_CEIL -> new Ceil(operand);
            case F64_FLOOR -> new Floor(operand);
            case F64_TRUNC -> new Trunc(operand);
            case F64_NEAREST -> new Nearest(operand);
            case F64_SQRT -> new Sqrt(operand);
            default -> TruncationNodes.fromF64(op, operand, codeOffset);
        };
    }

    /** The node of an instruction with two operands of type {@code f64}. */
    static WasmNode binary(Opcode op, F64Node left, F64Node right) {
        return switch (op) {
            case F64_EQ -> new Eq(left, right);
            case F64_NE -> new Ne(left, right);
            case F64_LT -> new Lt(left, right);
            case F64_GT -> new Gt(left, right);
            case F64_LE -> new Le(left, right);
            case F64_GE -> new Ge(left, right);
            default -> arithmetic(op, left, right);
        };
    }

    private static F64Node arithmetic(Opcode op, F64Node left, F64Node right) {
        return switch (op) {
            case F64_ADD -> new Add(left, right);
            case F64_SUB -> new Sub(left, right);
            case F64_MUL -> new Mul(left, right);
            case F64_DIV -> new Div(left, right);
            case F64_MIN -> new Min(left, right);
            case F64_MAX -> new Max(left, right);
            case F64_COPYSIGN -> new Copysign(left, right);
            default -> throw NumericNodes.notNumeric(op);
        };
    }

    /**
     * The node for an operation with a constant that changes nothing but signalling NaNs, or null. A compiler drops such an
     * operation and lets the NaN through.
     */
    static F64Node neutral(Opcode op, F64Node left, F64Node right) {
        if (right instanceof ConstNodes.F64Const constant && isNeutral(op, constant.executeDouble(null))) {
            return new Quiet(left);
        }
        if (!(left instanceof ConstNodes.F64Const constant)) {
            return null;
        }
        double value = constant.executeDouble(null);
        if (op == Opcode.F64_SUB) {
            return is(value, -0.0) ? new Neg(new Quiet(right)) : null;
        }
        return op != Opcode.F64_DIV && isNeutral(op, value) ? new Quiet(right) : null;
    }

    private static boolean isNeutral(Opcode op, double value) {
        return switch (op) {
            case F64_ADD -> is(value, -0.0);
            case F64_SUB -> is(value, 0.0);
            case F64_MUL, F64_DIV -> value == 1;
            default -> false;
        };
    }

    private static boolean is(double value, double wanted) {
        return Double.compare(value, wanted) == 0;
    }

    private abstract static class Unary extends F64Node {
        @Child F64Node operand;

        Unary(F64Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class Binary extends F64Node {
        @Child F64Node left;
        @Child F64Node right;

        Binary(F64Node left, F64Node right) {
            this.left = left;
            this.right = right;
        }
    }

    private abstract static class Comparison extends BoolNode {
        @Child F64Node left;
        @Child F64Node right;

        Comparison(F64Node left, F64Node right) {
            this.left = left;
            this.right = right;
        }
    }

    /** {@code f64.abs} */
    static final class Abs extends Unary {
        Abs(F64Node operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return F64.abs(operand.executeDouble(frame));
        }
    }

    /** {@code f64.neg} */
    static final class Neg extends Unary {
        Neg(F64Node operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return F64.neg(operand.executeDouble(frame));
        }
    }

    /** {@code f64.ceil} */
    static final class Ceil extends Unary {
        Ceil(F64Node operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return F64.ceil(operand.executeDouble(frame));
        }
    }

    /** {@code f64.floor} */
    static final class Floor extends Unary {
        Floor(F64Node operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return F64.floor(operand.executeDouble(frame));
        }
    }

    /** {@code f64.trunc} */
    static final class Trunc extends Unary {
        Trunc(F64Node operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return F64.trunc(operand.executeDouble(frame));
        }
    }

    /** {@code f64.nearest} */
    static final class Nearest extends Unary {
        Nearest(F64Node operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return F64.nearest(operand.executeDouble(frame));
        }
    }

    /** {@code f64.sqrt} */
    static final class Sqrt extends Unary {
        Sqrt(F64Node operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return F64.sqrt(operand.executeDouble(frame));
        }
    }

    /** A NaN becomes an arithmetic one; nothing else changes. */
    static final class Quiet extends Unary {
        Quiet(F64Node operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return F64.quiet(operand.executeDouble(frame));
        }
    }

    /** {@code f64.add} */
    static final class Add extends Binary {
        Add(F64Node left, F64Node right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return left.executeDouble(frame) + right.executeDouble(frame);
        }
    }

    /** {@code f64.sub} */
    static final class Sub extends Binary {
        Sub(F64Node left, F64Node right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return left.executeDouble(frame) - right.executeDouble(frame);
        }
    }

    /** {@code f64.mul} */
    static final class Mul extends Binary {
        Mul(F64Node left, F64Node right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return left.executeDouble(frame) * right.executeDouble(frame);
        }
    }

    /** {@code f64.div} */
    static final class Div extends Binary {
        Div(F64Node left, F64Node right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return left.executeDouble(frame) / right.executeDouble(frame);
        }
    }

    /** {@code f64.min} */
    static final class Min extends Binary {
        Min(F64Node left, F64Node right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return F64.min(left.executeDouble(frame), right.executeDouble(frame));
        }
    }

    /** {@code f64.max} */
    static final class Max extends Binary {
        Max(F64Node left, F64Node right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return F64.max(left.executeDouble(frame), right.executeDouble(frame));
        }
    }

    /** {@code f64.copysign} */
    static final class Copysign extends Binary {
        Copysign(F64Node left, F64Node right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return F64.copysign(left.executeDouble(frame), right.executeDouble(frame));
        }
    }

    /** {@code f64.eq} */
    static final class Eq extends Comparison {
        Eq(F64Node left, F64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeDouble(frame) == right.executeDouble(frame);
        }
    }

    /** {@code f64.ne} */
    static final class Ne extends Comparison {
        Ne(F64Node left, F64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeDouble(frame) != right.executeDouble(frame);
        }
    }

    /** {@code f64.lt} */
    static final class Lt extends Comparison {
        Lt(F64Node left, F64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeDouble(frame) < right.executeDouble(frame);
        }
    }

    /** {@code f64.gt} */
    static final class Gt extends Comparison {
        Gt(F64Node left, F64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeDouble(frame) > right.executeDouble(frame);
        }
    }

    /** {@code f64.le} */
    static final class Le extends Comparison {
        Le(F64Node left, F64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeDouble(frame) <= right.executeDouble(frame);
        }
    }

    /** {@code f64.ge} */
    static final class Ge extends Comparison {
        Ge(F64Node left, F64Node right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return left.executeDouble(frame) >= right.executeDouble(frame);
        }
    }
}
