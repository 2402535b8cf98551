// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.memory;

import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.MemoryAccess;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmMemory;

import com.oracle.truffle.api.frame.VirtualFrame;

/**
 * Instructions on memories as a whole and on ranges of them. Operands of type {@code i32} come extended, so that one node
 * serves both address types.
 *
 * <p>Spec: Execution, Instructions, Memory Instructions.
 */
final class BulkMemoryNodes {

    private BulkMemoryNodes() {
    }

    /** {@code memory.size} */
    static final class SizeI32 extends I32Node {
        final int memory;

        SizeI32(int memory) {
            this.memory = memory;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return (int) MemoryAccess.memory(frame, memory).pages();
        }
    }

    /** {@code memory.size} of a memory with {@code i64} addresses */
    static final class SizeI64 extends I64Node {
        final int memory;

        SizeI64(int memory) {
            this.memory = memory;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return MemoryAccess.memory(frame, memory).pages();
        }
    }

    /** {@code memory.grow} */
    static final class GrowI32 extends I32Node {
        @Child I64Node delta;
        final int memory;

        GrowI32(I64Node delta, int memory) {
            this.delta = delta;
            this.memory = memory;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return (int) MemoryAccess.memory(frame, memory).grow(delta.executeLong(frame));
        }
    }

    /** {@code memory.grow} of a memory with {@code i64} addresses */
    static final class GrowI64 extends I64Node {
        @Child I64Node delta;
        final int memory;

        GrowI64(I64Node delta, int memory) {
            this.delta = delta;
            this.memory = memory;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return MemoryAccess.memory(frame, memory).grow(delta.executeLong(frame));
        }
    }

    private abstract static class Range extends WasmNode {
        final int memory;
        final int codeOffset;

        Range(int memory, int codeOffset) {
            this.memory = memory;
            this.codeOffset = codeOffset;
        }

        final WasmMemory memory(VirtualFrame frame) {
            return MemoryAccess.memory(frame, memory);
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    /** {@code memory.fill} */
    static final class Fill extends Range {
        @Child I64Node address;
        @Child I32Node value;
        @Child I64Node length;

        Fill(I64Node address, I32Node value, I64Node length, int memory, int codeOffset) {
            super(memory, codeOffset);
            this.address = address;
            this.value = value;
            this.length = length;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long to = address.executeLong(frame);
            byte fill = (byte) value.executeInt(frame);
            long count = length.executeLong(frame);
            memory(frame).fill(to, fill, count, this);
        }
    }

    /** {@code memory.copy} */
    static final class Copy extends Range {
        @Child I64Node target;
        @Child I64Node source;
        @Child I64Node length;
        final int sourceMemory;

        Copy(I64Node target, I64Node source, I64Node length, int memory, int sourceMemory, int codeOffset) {
            super(memory, codeOffset);
            this.target = target;
            this.source = source;
            this.length = length;
            this.sourceMemory = sourceMemory;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long to = target.executeLong(frame);
            long from = source.executeLong(frame);
            long count = length.executeLong(frame);
            WasmMemory.copy(memory(frame), to, MemoryAccess.memory(frame, sourceMemory), from, count, this);
        }
    }

    /** {@code memory.init} */
    static final class Init extends Range {
        @Child I64Node target;
        @Child I32Node start;
        @Child I32Node length;
        final int segment;

        Init(I64Node target, I32Node start, I32Node length, int segment, int memory, int codeOffset) {
            super(memory, codeOffset);
            this.target = target;
            this.start = start;
            this.length = length;
            this.segment = segment;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long to = target.executeLong(frame);
            int from = start.executeInt(frame);
            int count = length.executeInt(frame);
            copy(instance(frame), memory(frame), to, from, count);
        }

        private void copy(WasmInstance instance, WasmMemory memory, long to, int from, int count) {
            long end = Integer.toUnsignedLong(from) + Integer.toUnsignedLong(count);
            if (end > instance.dataLength(segment)) {
                throw trap(TrapKind.OUT_OF_BOUNDS_MEMORY_ACCESS);
            }
            memory.write(to, instance.dataBytes(segment), instance.dataStart(segment) + from, count, this);
        }
    }

    /** {@code data.drop} */
    static final class DropData extends WasmNode {
        final int segment;

        DropData(int segment) {
            this.segment = segment;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            instance(frame).dropData(segment);
        }
    }
}
