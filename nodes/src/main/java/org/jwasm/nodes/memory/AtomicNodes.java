// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.memory;

import java.lang.invoke.VarHandle;

import org.jwasm.nodes.CodePosition;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.MemoryAccess;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.AtomicAccess;
import org.jwasm.runtime.AtomicOperation;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;

/**
 * Atomic memory instructions. Addresses of type {@code i32} come extended, so that one node serves both address types;
 * numbers are passed by their bits, so that one serves both i32 and i64.
 *
 * <p>Spec: threads proposal, Execution, Atomic Memory Instructions.
 */
final class AtomicNodes {

    private AtomicNodes() {
    }

    static WasmNode create(Opcode op, WasmNode[] operands, long offset, int memory, int codeOffset) {
        Place place = new Place(MemoryNodes.extended(operands[0]), offset, memory);
        int width = 1 << op.alignment();
        Access access = access(op, place, operands, width, codeOffset);
        return switch (op.results()) {
            case "" -> new StoreStatement(access);
            case "i" -> new I32Result(access);
            default -> new I64Result(access);
        };
    }

    private static Access access(Opcode op, Place place, WasmNode[] operands, int width, int codeOffset) {
        String action = action(op);
        return switch (action) {
            case "load" -> new Load(place, width, codeOffset);
            case "store" -> new Store(place, operands[1], width, codeOffset);
            case "cmpxchg" -> new CompareExchange(place, operands[1], operands[2], width, codeOffset);
            case "notify" -> new Notify(place, (I32Node) operands[1], codeOffset);
            case "wait" -> new Wait(place, operands[1], (I64Node) operands[2], width, codeOffset);
            case "add" -> new Modify(place, AtomicOperation.ADD, operands[1], width, codeOffset);
            case "sub" -> new Modify(place, AtomicOperation.SUB, operands[1], width, codeOffset);
            case "and" -> new Modify(place, AtomicOperation.AND, operands[1], width, codeOffset);
            case "or" -> new Modify(place, AtomicOperation.OR, operands[1], width, codeOffset);
            case "xor" -> new Modify(place, AtomicOperation.XOR, operands[1], width, codeOffset);
            case "xchg" -> new Modify(place, AtomicOperation.XCHG, operands[1], width, codeOffset);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    /** What an instruction does, whatever the width: the last word of its mnemonic without numbers and signedness. */
    private static String action(Opcode op) {
        String word = op.mnemonic().substring(op.mnemonic().lastIndexOf('.') + 1);
        int end = 0;
        while (end < word.length() && Character.isLetter(word.charAt(end))) {
            end++;
        }
        return word.substring(0, end);
    }

    /** Where an access goes: address, static offset and memory. */
    private static final class Place extends Node {
        @Child private I64Node address;
        private final long offset;
        private final int memory;

        Place(I64Node address, long offset, int memory) {
            this.address = address;
            this.offset = offset;
            this.memory = memory;
        }

        long address(VirtualFrame frame) {
            return MemoryAccess.effective(address.executeLong(frame), offset);
        }

        WasmMemory memory(VirtualFrame frame) {
            return MemoryAccess.memory(frame, memory);
        }
    }

    /** An instruction with the bits of its result, if any. */
    private abstract static class Access extends Node implements CodePosition {
        @Child Place place;
        private final int codeOffset;

        Access(Place place, int codeOffset) {
            this.place = place;
            this.codeOffset = codeOffset;
        }

        abstract long execute(VirtualFrame frame);

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    /** {@code t.atomic.load} */
    private static final class Load extends Access {
        private final int width;

        Load(Place place, int width, int codeOffset) {
            super(place, codeOffset);
            this.width = width;
        }

        @Override
        long execute(VirtualFrame frame) {
            return AtomicAccess.load(place.memory(frame), place.address(frame), width, this);
        }
    }

    /** {@code t.atomic.store} */
    private static final class Store extends Access {
        private final int width;
        @Child private WasmNode value;

        Store(Place place, WasmNode value, int width, int codeOffset) {
            super(place, codeOffset);
            this.value = value;
            this.width = width;
        }

        @Override
        long execute(VirtualFrame frame) {
            long address = place.address(frame);
            long bits = value.executeBits(frame);
            AtomicAccess.store(place.memory(frame), address, width, bits, this);
            return 0;
        }
    }

    /** {@code t.atomic.rmw} */
    private static final class Modify extends Access {
        private final AtomicOperation operation;
        private final int width;
        @Child private WasmNode operand;

        Modify(Place place, AtomicOperation operation, WasmNode operand, int width, int codeOffset) {
            super(place, codeOffset);
            this.operation = operation;
            this.operand = operand;
            this.width = width;
        }

        @Override
        long execute(VirtualFrame frame) {
            long address = place.address(frame);
            long bits = operand.executeBits(frame);
            return AtomicAccess.modify(place.memory(frame), address, width, operation, bits, this);
        }
    }

    /** {@code t.atomic.rmw.cmpxchg} */
    private static final class CompareExchange extends Access {
        private final int width;
        @Child private WasmNode expected;
        @Child private WasmNode replacement;

        CompareExchange(Place place, WasmNode expected, WasmNode replacement, int width, int codeOffset) {
            super(place, codeOffset);
            this.expected = expected;
            this.replacement = replacement;
            this.width = width;
        }

        @Override
        long execute(VirtualFrame frame) {
            long address = place.address(frame);
            long expectedBits = expected.executeBits(frame);
            long replacementBits = replacement.executeBits(frame);
            return AtomicAccess.compareExchange(place.memory(frame), address, width, expectedBits, replacementBits, this);
        }
    }

    /** {@code memory.atomic.notify} */
    private static final class Notify extends Access {
        @Child private I32Node count;

        Notify(Place place, I32Node count, int codeOffset) {
            super(place, codeOffset);
            this.count = count;
        }

        @Override
        long execute(VirtualFrame frame) {
            long address = place.address(frame);
            int threads = count.executeInt(frame);
            return AtomicAccess.notify(place.memory(frame), address, threads, this);
        }
    }

    /** {@code memory.atomic.wait} */
    private static final class Wait extends Access {
        private final int width;
        @Child private WasmNode expected;
        @Child private I64Node timeout;

        Wait(Place place, WasmNode expected, I64Node timeout, int width, int codeOffset) {
            super(place, codeOffset);
            this.expected = expected;
            this.timeout = timeout;
            this.width = width;
        }

        @Override
        long execute(VirtualFrame frame) {
            long address = place.address(frame);
            long bits = expected.executeBits(frame);
            long nanoseconds = timeout.executeLong(frame);
            return AtomicAccess.await(place.memory(frame), address, width, bits, nanoseconds, this);
        }
    }

    private static final class I32Result extends I32Node {
        @Child private Access access;

        I32Result(Access access) {
            this.access = access;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return (int) access.execute(frame);
        }
    }

    private static final class I64Result extends I64Node {
        @Child private Access access;

        I64Result(Access access) {
            this.access = access;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return access.execute(frame);
        }
    }

    private static final class StoreStatement extends WasmNode {
        @Child private Access access;

        StoreStatement(Access access) {
            this.access = access;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            access.execute(frame);
        }
    }

    /** {@code atomic.fence} */
    static final class Fence extends WasmNode {
        @Override
        public void executeVoid(VirtualFrame frame) {
            VarHandle.fullFence();
        }
    }
}
