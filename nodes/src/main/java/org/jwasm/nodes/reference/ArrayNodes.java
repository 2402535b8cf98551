// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.reference;

import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.V128;
import org.jwasm.runtime.WasmAggregate;
import org.jwasm.runtime.WasmArray;
import org.jwasm.structure.ArrayType;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Accesses to one element of an array, and to its length. Spec: Execution, Aggregate Reference Instructions. */
public final class ArrayNodes {

    private ArrayNodes() {
    }

    /** {@code array.get}, {@code array.get_s}, {@code array.get_u} */
    public static WasmNode get(ArrayType type, boolean signed, RefNode array, I32Node index, int codeOffset) {
        return switch (type.element().storage().kind()) {
            case I8 -> signed ? new S8Get(array, index, codeOffset) : new U8Get(array, index, codeOffset);
            case I16 -> signed ? new S16Get(array, index, codeOffset) : new U16Get(array, index, codeOffset);
            case I32 -> new I32Get(array, index, codeOffset);
            case I64 -> new I64Get(array, index, codeOffset);
            case F32 -> new F32Get(array, index, codeOffset);
            case F64 -> new F64Get(array, index, codeOffset);
            case V128 -> new V128Get(array, index, codeOffset);
            default -> new RefGet(array, index, codeOffset);
        };
    }

    /** {@code array.set} */
    public static WasmNode set(ArrayType type, RefNode array, I32Node index, WasmNode value, int codeOffset) {
        return switch (type.element().storage().kind()) {
            case I8 -> new I8Set(array, index, (I32Node) value, codeOffset);
            case I16 -> new I16Set(array, index, (I32Node) value, codeOffset);
            case I32 -> new I32Set(array, index, (I32Node) value, codeOffset);
            case I64 -> new I64Set(array, index, (I64Node) value, codeOffset);
            case F32 -> new F32Set(array, index, (F32Node) value, codeOffset);
            case F64 -> new F64Set(array, index, (F64Node) value, codeOffset);
            case V128 -> new V128Set(array, index, (V128Node) value, codeOffset);
            default -> new RefSet(array, index, (RefNode) value, codeOffset);
        };
    }

    static WasmArray check(Object array, WasmNode location) {
        if (array == null) {
            throw location.trap(TrapKind.NULL_ARRAY_REFERENCE);
        }
        return (WasmArray) array;
    }

    private static void checkIndex(int index, int length, WasmNode location) {
        if (Integer.compareUnsigned(index, length) >= 0) {
            throw location.trap(TrapKind.OUT_OF_BOUNDS_ARRAY_ACCESS);
        }
    }

    /** {@code array.len} */
    public static final class Length extends I32Node {
        private final int codeOffset;
        @Child private RefNode array;

        public Length(RefNode array, int codeOffset) {
            this.array = array;
            this.codeOffset = codeOffset;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return check(array.executeObject(frame), this).length();
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class I32Get extends I32Node {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;

        I32Get(RefNode array, I32Node index, int codeOffset) {
            this.array = array;
            this.index = index;
            this.codeOffset = codeOffset;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            int[] elements = ((WasmArray.OfInts) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            return elements[at];
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class S8Get extends I32Node {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;

        S8Get(RefNode array, I32Node index, int codeOffset) {
            this.array = array;
            this.index = index;
            this.codeOffset = codeOffset;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            byte[] elements = ((WasmArray.OfBytes) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            return elements[at];
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class U8Get extends I32Node {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;

        U8Get(RefNode array, I32Node index, int codeOffset) {
            this.array = array;
            this.index = index;
            this.codeOffset = codeOffset;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            byte[] elements = ((WasmArray.OfBytes) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            return elements[at] & 0xFF;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class S16Get extends I32Node {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;

        S16Get(RefNode array, I32Node index, int codeOffset) {
            this.array = array;
            this.index = index;
            this.codeOffset = codeOffset;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            short[] elements = ((WasmArray.OfShorts) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            return elements[at];
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class U16Get extends I32Node {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;

        U16Get(RefNode array, I32Node index, int codeOffset) {
            this.array = array;
            this.index = index;
            this.codeOffset = codeOffset;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            short[] elements = ((WasmArray.OfShorts) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            return elements[at] & 0xFFFF;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class I64Get extends I64Node {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;

        I64Get(RefNode array, I32Node index, int codeOffset) {
            this.array = array;
            this.index = index;
            this.codeOffset = codeOffset;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            long[] elements = ((WasmArray.OfLongs) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            return elements[at];
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class F32Get extends F32Node {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;

        F32Get(RefNode array, I32Node index, int codeOffset) {
            this.array = array;
            this.index = index;
            this.codeOffset = codeOffset;
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            float[] elements = ((WasmArray.OfFloats) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            return elements[at];
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class F64Get extends F64Node {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;

        F64Get(RefNode array, I32Node index, int codeOffset) {
            this.array = array;
            this.index = index;
            this.codeOffset = codeOffset;
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            double[] elements = ((WasmArray.OfDoubles) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            return elements[at];
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class RefGet extends RefNode {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;

        RefGet(RefNode array, I32Node index, int codeOffset) {
            this.array = array;
            this.index = index;
            this.codeOffset = codeOffset;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            Object[] elements = ((WasmArray.OfReferences) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            return elements[at];
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class V128Get extends V128Node {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;

        V128Get(RefNode array, I32Node index, int codeOffset) {
            this.array = array;
            this.index = index;
            this.codeOffset = codeOffset;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            Object[] elements = ((WasmArray.OfReferences) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            return WasmAggregate.vector(elements[at]);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class I8Set extends WasmNode {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;
        @Child private I32Node value;

        I8Set(RefNode array, I32Node index, I32Node value, int codeOffset) {
            this.array = array;
            this.index = index;
            this.value = value;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            int element = value.executeInt(frame);
            byte[] elements = ((WasmArray.OfBytes) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            elements[at] = (byte) element;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class I16Set extends WasmNode {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;
        @Child private I32Node value;

        I16Set(RefNode array, I32Node index, I32Node value, int codeOffset) {
            this.array = array;
            this.index = index;
            this.value = value;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            int element = value.executeInt(frame);
            short[] elements = ((WasmArray.OfShorts) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            elements[at] = (short) element;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class I32Set extends WasmNode {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;
        @Child private I32Node value;

        I32Set(RefNode array, I32Node index, I32Node value, int codeOffset) {
            this.array = array;
            this.index = index;
            this.value = value;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            int element = value.executeInt(frame);
            int[] elements = ((WasmArray.OfInts) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            elements[at] = element;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class I64Set extends WasmNode {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;
        @Child private I64Node value;

        I64Set(RefNode array, I32Node index, I64Node value, int codeOffset) {
            this.array = array;
            this.index = index;
            this.value = value;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            long element = value.executeLong(frame);
            long[] elements = ((WasmArray.OfLongs) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            elements[at] = element;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class F32Set extends WasmNode {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;
        @Child private F32Node value;

        F32Set(RefNode array, I32Node index, F32Node value, int codeOffset) {
            this.array = array;
            this.index = index;
            this.value = value;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            float element = value.executeFloat(frame);
            float[] elements = ((WasmArray.OfFloats) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            elements[at] = element;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class F64Set extends WasmNode {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;
        @Child private F64Node value;

        F64Set(RefNode array, I32Node index, F64Node value, int codeOffset) {
            this.array = array;
            this.index = index;
            this.value = value;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            double element = value.executeDouble(frame);
            double[] elements = ((WasmArray.OfDoubles) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            elements[at] = element;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class RefSet extends WasmNode {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;
        @Child private RefNode value;

        RefSet(RefNode array, I32Node index, RefNode value, int codeOffset) {
            this.array = array;
            this.index = index;
            this.value = value;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            Object element = value.executeObject(frame);
            Object[] elements = ((WasmArray.OfReferences) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            elements[at] = element;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class V128Set extends WasmNode {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node index;
        @Child private V128Node value;

        V128Set(RefNode array, I32Node index, V128Node value, int codeOffset) {
            this.array = array;
            this.index = index;
            this.value = value;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int at = index.executeInt(frame);
            V128 element = value.executeVector(frame);
            Object[] elements = ((WasmArray.OfReferences) check(target, this)).elements;
            checkIndex(at, elements.length, this);
            elements[at] = element;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }
}
