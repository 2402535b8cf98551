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
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.ArrayType;
import org.jwasm.structure.DefinedType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;

/** Instructions that write ranges of arrays. Spec: Execution, Aggregate Reference Instructions. */
public final class ArrayBulkNodes {

    private ArrayBulkNodes() {
    }

    private static boolean isOutside(long start, long count, long length) {
        return start > length - count;
    }

    private static void checkRange(WasmArray array, long start, long count, WasmNode location) {
        if (isOutside(start, count, array.length())) {
            throw location.trap(TrapKind.OUT_OF_BOUNDS_ARRAY_ACCESS);
        }
    }

    static void checkData(WasmInstance instance, int segment, int elementSize, long start, long count, WasmNode location) {
        if (isOutside(start, count * elementSize, instance.dataLength(segment))) {
            throw location.trap(TrapKind.OUT_OF_BOUNDS_MEMORY_ACCESS);
        }
    }

    static void readData(WasmInstance instance, int segment, long start, WasmArray array, int to, int count) {
        array.read(instance.dataBytes(segment), instance.dataStart(segment) + (int) start, to, count);
    }

    /** The elements of a segment that has those of a range: asked for once, as another thread may drop the segment. */
    static Object[] elements(WasmInstance instance, int segment, long start, long count, WasmNode location) {
        Object[] elements = instance.elements(segment);
        if (isOutside(start, count, elements.length)) {
            throw location.trap(TrapKind.OUT_OF_BOUNDS_TABLE_ACCESS);
        }
        return elements;
    }

    @TruffleBoundary
    static void readElements(Object[] elements, long start, WasmArray array, int to, int count) {
        System.arraycopy(elements, (int) start, ((WasmArray.OfReferences) array).elements, to, count);
    }

    /** {@code array.fill} */
    public static final class Fill extends WasmNode {
        private final int codeOffset;
        @Child private RefNode array;
        @Child private I32Node start;
        @Child private WasmNode value;
        @Child private I32Node count;

        public Fill(RefNode array, I32Node start, WasmNode value, I32Node count, int codeOffset) {
            this.array = array;
            this.start = start;
            this.value = value;
            this.count = count;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object target = array.executeObject(frame);
            int from = start.executeInt(frame);
            if (value instanceof RefNode || value instanceof V128Node) {
                Object content = value instanceof V128Node vector ? vector.executeVector(frame) : ((RefNode) value).executeObject(frame);
                int length = checked(target, from, count.executeInt(frame));
                fill((WasmArray.OfReferences) target, from, length, content);
            } else {
                long bits = value.executeBits(frame);
                int length = checked(target, from, count.executeInt(frame));
                fill((WasmArray) target, from, length, bits);
            }
        }

        private int checked(Object target, int from, int length) {
            checkRange(ArrayNodes.check(target, this), from & 0xFFFF_FFFFL, length & 0xFFFF_FFFFL, this);
            return length;
        }

        @TruffleBoundary
        private static void fill(WasmArray array, int from, int length, long bits) {
            array.fillNumber(from, length, bits);
        }

        @TruffleBoundary
        private static void fill(WasmArray.OfReferences array, int from, int length, Object content) {
            Arrays.fill(array.elements, from, from + length, content);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    /** {@code array.copy} */
    public static final class Copy extends WasmNode {
        private final int codeOffset;
        @Child private RefNode target;
        @Child private I32Node to;
        @Child private RefNode source;
        @Child private I32Node from;
        @Child private I32Node count;

        public Copy(RefNode target, I32Node to, RefNode source, I32Node from, I32Node count, int codeOffset) {
            this.target = target;
            this.to = to;
            this.source = source;
            this.from = from;
            this.count = count;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object targetReference = target.executeObject(frame);
            int targetStart = to.executeInt(frame);
            Object sourceReference = source.executeObject(frame);
            int sourceStart = from.executeInt(frame);
            int length = count.executeInt(frame);
            WasmArray targetArray = ArrayNodes.check(targetReference, this);
            WasmArray sourceArray = ArrayNodes.check(sourceReference, this);
            checkRange(targetArray, targetStart & 0xFFFF_FFFFL, length & 0xFFFF_FFFFL, this);
            checkRange(sourceArray, sourceStart & 0xFFFF_FFFFL, length & 0xFFFF_FFFFL, this);
            WasmArray.copy(sourceArray, sourceStart, targetArray, targetStart, length);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    /** {@code array.init_data} and {@code array.init_elem} */
    public static final class Init extends WasmNode {
        private final int elementSize;
        private final boolean isData;
        private final int segment;
        private final int codeOffset;
        @Child private RefNode target;
        @Child private I32Node to;
        @Child private I32Node from;
        @Child private I32Node count;

        public Init(DefinedType type, boolean isData, int segment, RefNode target, I32Node to, I32Node from, I32Node count,
                        int codeOffset) {
            this.elementSize = WasmArray.elementSize((ArrayType) type.composite());
            this.isData = isData;
            this.segment = segment;
            this.target = target;
            this.to = to;
            this.from = from;
            this.count = count;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object reference = target.executeObject(frame);
            int targetStart = to.executeInt(frame);
            long sourceStart = from.executeInt(frame) & 0xFFFF_FFFFL;
            int length = count.executeInt(frame);
            long size = length & 0xFFFF_FFFFL;
            WasmArray array = ArrayNodes.check(reference, this);
            checkRange(array, targetStart & 0xFFFF_FFFFL, size, this);
            WasmInstance instance = instance(frame);
            if (isData) {
                checkData(instance, segment, elementSize, sourceStart, size, this);
                readData(instance, segment, sourceStart, array, targetStart, length);
            } else {
                Object[] elements = elements(instance, segment, sourceStart, size, this);
                readElements(elements, sourceStart, array, targetStart, length);
            }
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }
}
