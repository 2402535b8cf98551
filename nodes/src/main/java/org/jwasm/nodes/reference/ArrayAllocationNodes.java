// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.reference;

import java.util.Arrays;

import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmArray;
import org.jwasm.structure.ArrayType;
import org.jwasm.structure.DefinedType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/** {@code array.new} in its forms. Spec: Execution, Aggregate Reference Instructions. */
public final class ArrayAllocationNodes {

    /** From this length on there may be no space for an array, though the heap isn't as good as full. */
    private static final int LARGE = 1 << 16;

    private ArrayAllocationNodes() {
    }

    /** What the forms have in common: the type, and what happens if there is no space. */
    private abstract static class Allocation extends RefNode {
        private final DefinedType type;
        private final byte kind;
        private final int codeOffset;

        Allocation(DefinedType type, int codeOffset) {
            this.type = type;
            this.kind = WasmArray.kind((ArrayType) type.composite());
            this.codeOffset = codeOffset;
        }

        /** Null if there is no space. Caught by compiled code, the error would throw it away each time. */
        @TruffleBoundary
        private static WasmArray createLarge(DefinedType type, byte kind, int length) {
            try {
                return length < 0 ? null : WasmArray.create(type, kind, length);
            } catch (OutOfMemoryError e) {
                return null;
            }
        }

        /** @param length unsigned; Java's arrays end where it would be negative */
        final WasmArray allocate(int length) {
            WasmArray array = length >= 0 && length < LARGE ? WasmArray.create(type, kind, length) : createLarge(type, kind, length);
            if (array == null) {
                throw trap(TrapKind.ARRAY_TOO_LARGE);
            }
            return array;
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    /** {@code array.new_default} */
    public static final class NewDefault extends Allocation {
        @Child private I32Node length;

        public NewDefault(DefinedType type, I32Node length, int codeOffset) {
            super(type, codeOffset);
            this.length = length;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            return allocate(length.executeInt(frame));
        }
    }

    /** {@code array.new} of a number. */
    public static final class NewOfNumber extends Allocation {
        @Child private WasmNode value;
        @Child private I32Node length;

        public NewOfNumber(DefinedType type, WasmNode value, I32Node length, int codeOffset) {
            super(type, codeOffset);
            this.value = value;
            this.length = length;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            long bits = value.executeBits(frame);
            WasmArray array = allocate(length.executeInt(frame));
            if (bits != 0) {
                fill(array, bits);
            }
            return array;
        }

        @TruffleBoundary
        private static void fill(WasmArray array, long bits) {
            array.fillNumber(0, array.length(), bits);
        }
    }

    /** {@code array.new} of a reference or a vector. */
    public static final class NewOfObject extends Allocation {
        @Child private WasmNode value;
        @Child private I32Node length;

        public NewOfObject(DefinedType type, WasmNode value, I32Node length, int codeOffset) {
            super(type, codeOffset);
            this.value = value;
            this.length = length;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            Object content = value instanceof V128Node vector ? vector.executeVector(frame) : ((RefNode) value).executeObject(frame);
            WasmArray array = allocate(length.executeInt(frame));
            if (content != null) {
                fill((WasmArray.OfReferences) array, content);
            }
            return array;
        }

        @TruffleBoundary
        private static void fill(WasmArray.OfReferences array, Object content) {
            Arrays.fill(array.elements, content);
        }
    }

    /** {@code array.new_fixed} */
    public static final class NewFixed extends Allocation {
        @Children private final WasmNode[] values;

        public NewFixed(DefinedType type, WasmNode[] values, int codeOffset) {
            super(type, codeOffset);
            this.values = values;
        }

        @Override
        @ExplodeLoop
        public Object executeObject(VirtualFrame frame) {
            WasmArray array = allocate(values.length);
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof RefNode reference) {
                    ((WasmArray.OfReferences) array).elements[i] = reference.executeObject(frame);
                } else if (values[i] instanceof V128Node vector) {
                    ((WasmArray.OfReferences) array).elements[i] = vector.executeVector(frame);
                } else {
                    array.setNumber(i, values[i].executeBits(frame));
                }
            }
            return array;
        }
    }

    /** {@code array.new_data} and {@code array.new_elem} */
    public static final class NewOfSegment extends Allocation {
        private final boolean isData;
        private final int segment;
        private final int elementSize;
        @Child private I32Node start;
        @Child private I32Node length;

        public NewOfSegment(DefinedType type, boolean isData, int segment, I32Node start, I32Node length, int codeOffset) {
            super(type, codeOffset);
            this.isData = isData;
            this.segment = segment;
            this.elementSize = WasmArray.elementSize((ArrayType) type.composite());
            this.start = start;
            this.length = length;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            long from = start.executeInt(frame) & 0xFFFF_FFFFL;
            int count = length.executeInt(frame);
            long size = count & 0xFFFF_FFFFL;
            if (isData) {
                ArrayBulkNodes.checkData(instance(frame), segment, elementSize, from, size, this);
                WasmArray array = allocate(count);
                ArrayBulkNodes.readData(instance(frame), segment, from, array, 0, count);
                return array;
            }
            Object[] elements = ArrayBulkNodes.elements(instance(frame), segment, from, size, this);
            WasmArray array = allocate(count);
            ArrayBulkNodes.readElements(elements, from, array, 0, count);
            return array;
        }
    }
}
