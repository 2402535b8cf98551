// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.fused;

import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Operations of {@code f64} whose second operand is a local. */
final class F64LocalNodes {

    private F64LocalNodes() {
    }

    /** The fused form of an operation on two locals, or null. */
    static WasmNode create(Opcode op, int left, int right) {
        return switch (op) {
            case F64_ADD -> new LocalAdd(left, right);
            case F64_SUB -> new LocalSub(left, right);
            case F64_MUL -> new LocalMul(left, right);
            default -> null;
        };
    }

    /** The fused form of an operation on an expression and a local, or null. */
    static WasmNode create(Opcode op, F64Node left, int right) {
        return switch (op) {
            case F64_ADD -> new ExpressionAdd(left, right);
            case F64_SUB -> new ExpressionSub(left, right);
            case F64_MUL -> new ExpressionMul(left, right);
            default -> null;
        };
    }

    private abstract static class LocalLocal extends F64Node {
        final int left;
        final int right;

        LocalLocal(int left, int right) {
            this.left = left;
            this.right = right;
        }
    }

    private abstract static class ExpressionLocal extends F64Node {
        @Child F64Node left;
        final int right;

        ExpressionLocal(F64Node left, int right) {
            this.left = left;
            this.right = right;
        }
    }

    /** {@code f64.add} */
    static final class LocalAdd extends LocalLocal {
        LocalAdd(int left, int right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return frame.getDoubleStatic(left) + frame.getDoubleStatic(right);
        }
    }

    /** {@code f64.sub} */
    static final class LocalSub extends LocalLocal {
        LocalSub(int left, int right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return frame.getDoubleStatic(left) - frame.getDoubleStatic(right);
        }
    }

    /** {@code f64.mul} */
    static final class LocalMul extends LocalLocal {
        LocalMul(int left, int right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return frame.getDoubleStatic(left) * frame.getDoubleStatic(right);
        }
    }

    /** {@code f64.add} */
    static final class ExpressionAdd extends ExpressionLocal {
        ExpressionAdd(F64Node left, int right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return left.executeDouble(frame) + frame.getDoubleStatic(right);
        }
    }

    /** {@code f64.sub} */
    static final class ExpressionSub extends ExpressionLocal {
        ExpressionSub(F64Node left, int right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return left.executeDouble(frame) - frame.getDoubleStatic(right);
        }
    }

    /** {@code f64.mul} */
    static final class ExpressionMul extends ExpressionLocal {
        ExpressionMul(F64Node left, int right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return left.executeDouble(frame) * frame.getDoubleStatic(right);
        }
    }
}
