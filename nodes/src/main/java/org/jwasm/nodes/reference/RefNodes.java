// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.reference;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.RefNode;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmI31;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Reference instructions. Spec: Execution, Reference Instructions. */
public final class RefNodes {

    private RefNodes() {
    }

    /** {@code ref.null} */
    public static final class Null extends RefNode {
        @Override
        public Object executeObject(VirtualFrame frame) {
            return null;
        }
    }

    /** {@code ref.is_null} */
    public static final class IsNull extends BoolNode {
        @Child private RefNode value;

        public IsNull(RefNode value) {
            this.value = value;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return value.executeObject(frame) == null;
        }
    }

    /** {@code ref.func} */
    public static final class Func extends RefNode {
        private final int function;

        public Func(int function) {
            this.function = function;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            return instance(frame).function(function);
        }
    }

    /** Whether a reference is not null, for {@code br_on_non_null}. */
    public static final class IsNonNull extends BoolNode {
        @Child private RefNode value;

        public IsNonNull(RefNode value) {
            this.value = value;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return value.executeObject(frame) != null;
        }
    }

    /** {@code ref.as_non_null} */
    public static final class AsNonNull extends RefNode {
        private final int codeOffset;
        @Child private RefNode value;

        public AsNonNull(RefNode value, int codeOffset) {
            this.value = value;
            this.codeOffset = codeOffset;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            Object reference = value.executeObject(frame);
            if (reference == null) {
                throw trap(TrapKind.NULL_REFERENCE);
            }
            return reference;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    /** {@code ref.eq} */
    public static final class Eq extends BoolNode {
        @Child private RefNode left;
        @Child private RefNode right;

        public Eq(RefNode left, RefNode right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            Object first = left.executeObject(frame);
            Object second = right.executeObject(frame);
            return first == second || first instanceof WasmI31 a && second instanceof WasmI31 b && a.value() == b.value();
        }
    }

    /** {@code ref.i31} */
    public static final class I31 extends RefNode {
        @Child private I32Node value;

        public I31(I32Node value) {
            this.value = value;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            return new WasmI31(value.executeInt(frame));
        }
    }

    /** {@code i31.get_s} and {@code i31.get_u} */
    public static final class I31Get extends I32Node {
        private final int mask;
        private final int codeOffset;
        @Child private RefNode value;

        public I31Get(RefNode value, boolean signed, int codeOffset) {
            this.value = value;
            this.mask = signed ? -1 : Integer.MAX_VALUE;
            this.codeOffset = codeOffset;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            Object reference = value.executeObject(frame);
            if (reference == null) {
                throw trap(TrapKind.NULL_I31_REFERENCE);
            }
            return ((WasmI31) reference).value() & mask;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }
}
