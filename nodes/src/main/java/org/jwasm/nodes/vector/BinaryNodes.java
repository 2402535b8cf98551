// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.vector;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

import org.jwasm.nodes.V128Node;
import org.jwasm.runtime.V128;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Instructions on several vectors that give a vector. */
final class BinaryNodes {

    private BinaryNodes() {
    }

    /** The same on both halves. */
    static final class OnHalf extends V128Node {
        private final LongBinaryOperator operation;
        @Child private V128Node left;
        @Child private V128Node right;

        OnHalf(LongBinaryOperator operation, V128Node left, V128Node right) {
            this.operation = operation;
            this.left = left;
            this.right = right;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 l = left.executeVector(frame);
            V128 r = right.executeVector(frame);
            return new V128(operation.applyAsLong(l.low(), r.low()), operation.applyAsLong(l.high(), r.high()));
        }
    }

    /** The same on the lanes of both halves. */
    static final class OnLanes extends V128Node {
        private final Operations.BinaryLanes operation;
        private final long sign;
        @Child private V128Node left;
        @Child private V128Node right;

        OnLanes(Operations.BinaryLanes operation, long sign, V128Node left, V128Node right) {
            this.operation = operation;
            this.sign = sign;
            this.left = left;
            this.right = right;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 l = left.executeVector(frame);
            V128 r = right.executeVector(frame);
            return new V128(operation.apply(l.low(), r.low(), sign), operation.apply(l.high(), r.high(), sign));
        }
    }

    /** {@code swizzle} */
    static final class Swizzle extends V128Node {
        private final Operations.TernaryHalf operation;
        @Child private V128Node left;
        @Child private V128Node right;

        Swizzle(Operations.TernaryHalf operation, V128Node left, V128Node right) {
            this.operation = operation;
            this.left = left;
            this.right = right;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 l = left.executeVector(frame);
            V128 r = right.executeVector(frame);
            return new V128(operation.apply(l.low(), l.high(), r.low()), operation.apply(l.low(), l.high(), r.high()));
        }
    }

    /** {@code narrow} */
    static final class Narrow extends V128Node {
        private final LongUnaryOperator operation;
        @Child private V128Node left;
        @Child private V128Node right;

        Narrow(LongUnaryOperator operation, V128Node left, V128Node right) {
            this.operation = operation;
            this.left = left;
            this.right = right;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 l = left.executeVector(frame);
            V128 r = right.executeVector(frame);
            return new V128(operation.applyAsLong(l.low()) | operation.applyAsLong(l.high()) << 32,
                            operation.applyAsLong(r.low()) | operation.applyAsLong(r.high()) << 32);
        }
    }

    /** {@code extmul_low} */
    static final class ExtmulLow extends V128Node {
        private final Operations.Extend extend;
        private final LongBinaryOperator product;
        @Child private V128Node left;
        @Child private V128Node right;

        ExtmulLow(Operations.Extend extend, LongBinaryOperator product, V128Node left, V128Node right) {
            this.extend = extend;
            this.product = product;
            this.left = left;
            this.right = right;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 l = left.executeVector(frame);
            V128 r = right.executeVector(frame);
            return extmul(extend, product, l.low(), r.low());
        }
    }

    /** {@code extmul_high} */
    static final class ExtmulHigh extends V128Node {
        private final Operations.Extend extend;
        private final LongBinaryOperator product;
        @Child private V128Node left;
        @Child private V128Node right;

        ExtmulHigh(Operations.Extend extend, LongBinaryOperator product, V128Node left, V128Node right) {
            this.extend = extend;
            this.product = product;
            this.left = left;
            this.right = right;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 l = left.executeVector(frame);
            V128 r = right.executeVector(frame);
            return extmul(extend, product, l.high(), r.high());
        }
    }

    private static V128 extmul(Operations.Extend extend, LongBinaryOperator product, long left, long right) {
        return new V128(product.applyAsLong(extend.apply((int) left), extend.apply((int) right)),
                        product.applyAsLong(extend.apply((int) (left >>> 32)), extend.apply((int) (right >>> 32))));
    }

    /** The same on both halves of three vectors. */
    static final class Ternary extends V128Node {
        private final Operations.TernaryHalf operation;
        @Child private V128Node a;
        @Child private V128Node b;
        @Child private V128Node c;

        Ternary(Operations.TernaryHalf operation, V128Node a, V128Node b, V128Node c) {
            this.operation = operation;
            this.a = a;
            this.b = b;
            this.c = c;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 first = a.executeVector(frame);
            V128 second = b.executeVector(frame);
            V128 third = c.executeVector(frame);
            return new V128(operation.apply(first.low(), second.low(), third.low()), operation.apply(first.high(), second.high(), third.high()));
        }
    }
}
