// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.variable;

import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.V128;
import org.jwasm.runtime.WasmGlobal;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.frame.VirtualFrame;

/** {@code global.get} and {@code global.set}. Spec: Execution, Variable Instructions. */
public final class GlobalNodes {

    private GlobalNodes() {
    }

    /** {@code global.get} */
    public static WasmNode get(ValueType type, int index) {
        return switch (type.kind()) {
            case I32 -> new I32Get(index);
            case I64 -> new I64Get(index);
            case F32 -> new F32Get(index);
            case F64 -> new F64Get(index);
            case V128 -> new V128Get(index);
            default -> new RefGet(index);
        };
    }

    /** {@code global.set} */
    public static WasmNode set(int index, WasmNode value) {
        return switch (value.kind()) {
            case REF -> new RefSet(index, (RefNode) value);
            case V128 -> new V128Set(index, (V128Node) value);
            default -> new NumberSet(index, value);
        };
    }

    private static final class I32Get extends I32Node {
        private final int index;

        I32Get(int index) {
            this.index = index;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            WasmGlobal global = instance(frame).global(index);
            return (int) global.bits();
        }
    }

    private static final class I64Get extends I64Node {
        private final int index;

        I64Get(int index) {
            this.index = index;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            WasmGlobal global = instance(frame).global(index);
            return global.bits();
        }
    }

    private static final class F32Get extends F32Node {
        private final int index;

        F32Get(int index) {
            this.index = index;
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            WasmGlobal global = instance(frame).global(index);
            return Float.intBitsToFloat((int) global.bits());
        }
    }

    private static final class F64Get extends F64Node {
        private final int index;

        F64Get(int index) {
            this.index = index;
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            WasmGlobal global = instance(frame).global(index);
            return Double.longBitsToDouble(global.bits());
        }
    }

    private static final class RefGet extends RefNode {
        private final int index;

        RefGet(int index) {
            this.index = index;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            return instance(frame).global(index).reference();
        }
    }

    private static final class V128Get extends V128Node {
        private final int index;

        V128Get(int index) {
            this.index = index;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            return (V128) instance(frame).global(index).reference();
        }
    }

    private static final class V128Set extends WasmNode {
        private final int index;
        @Child private V128Node value;

        V128Set(int index, V128Node value) {
            this.index = index;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            V128 vector = value.executeVector(frame);
            instance(frame).global(index).setReference(vector);
        }
    }

    private static final class NumberSet extends WasmNode {
        private final int index;
        @Child private WasmNode value;

        NumberSet(int index, WasmNode value) {
            this.index = index;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long bits = value.executeBits(frame);
            instance(frame).global(index).setBits(bits);
        }
    }

    private static final class RefSet extends WasmNode {
        private final int index;
        @Child private RefNode value;

        RefSet(int index, RefNode value) {
            this.index = index;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object reference = value.executeObject(frame);
            instance(frame).global(index).setReference(reference);
        }
    }
}
