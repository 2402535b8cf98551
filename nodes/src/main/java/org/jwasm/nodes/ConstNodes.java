// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Constants. Spec: Execution, Numeric Instructions, t.const c. */
public final class ConstNodes {

    private ConstNodes() {
    }

    /** {@code i32.const} */
    public static final class I32Const extends I32Node {
        final int value;

        public I32Const(int value) {
            this.value = value;
        }

        public int value() {
            return value;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return value;
        }
    }

    /** {@code i64.const} */
    public static final class I64Const extends I64Node {
        final long value;

        public I64Const(long value) {
            this.value = value;
        }

        public long value() {
            return value;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return value;
        }
    }

    /** {@code f32.const} */
    public static final class F32Const extends F32Node {
        final float value;

        public F32Const(float value) {
            this.value = value;
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return value;
        }
    }

    /** {@code f64.const} */
    public static final class F64Const extends F64Node {
        final double value;

        public F64Const(double value) {
            this.value = value;
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return value;
        }
    }
}
