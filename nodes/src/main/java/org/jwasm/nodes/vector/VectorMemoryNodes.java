// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.vector;

import org.jwasm.nodes.AddressNode;
import org.jwasm.nodes.MemoryAccess;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.I16x8;
import org.jwasm.numerics.I32x4;
import org.jwasm.numerics.I64x2;
import org.jwasm.runtime.V128;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;

/** Loads and stores of vectors and lanes, in any memory. Spec: Execution, Instructions, Memory Instructions. */
public final class VectorMemoryNodes {

    private VectorMemoryNodes() {
    }

    /** A place in a memory: a dynamic address and a static offset, in bytes. */
    private static final class Place extends Node {
        private final long offset;
        private final int memory;
        @Child private AddressNode address;

        Place(WasmNode address, long offset, int memory) {
            this.address = new AddressNode(address);
            this.offset = offset;
            this.memory = memory;
        }

        long address(VirtualFrame frame) {
            return MemoryAccess.effective(address.execute(frame), offset);
        }

        WasmMemory memory(VirtualFrame frame) {
            return MemoryAccess.memory(frame, memory);
        }
    }

    /**
     * The node of an instruction that loads a whole vector.
     *
     * @param address of the memory's address type
     * @param offset the static offset in bytes, unsigned
     * @throws IllegalArgumentException if the instruction is not such a load
     */
    public static WasmNode load(Opcode op, WasmNode address, long offset, int memory, int codeOffset) {
        Place place = new Place(address, offset, memory);
        return switch (op) {
            case V128_LOAD -> new Load(place, codeOffset);
            case V128_LOAD8X8_S -> new LoadExtend(I16x8::extendS, place, codeOffset);
            case V128_LOAD8X8_U -> new LoadExtend(I16x8::extendU, place, codeOffset);
            case V128_LOAD16X4_S -> new LoadExtend(I32x4::extendS, place, codeOffset);
            case V128_LOAD16X4_U -> new LoadExtend(I32x4::extendU, place, codeOffset);
            case V128_LOAD32X2_S -> new LoadExtend(I64x2::extendS, place, codeOffset);
            case V128_LOAD32X2_U -> new LoadExtend(I64x2::extendU, place, codeOffset);
            case V128_LOAD8_SPLAT -> new LoadSplat(op, 0x0101010101010101L, place, codeOffset);
            case V128_LOAD16_SPLAT -> new LoadSplat(op, 0x0001000100010001L, place, codeOffset);
            case V128_LOAD32_SPLAT -> new LoadSplat(op, 0x0000000100000001L, place, codeOffset);
            case V128_LOAD64_SPLAT -> new LoadSplat(op, 1, place, codeOffset);
            case V128_LOAD32_ZERO, V128_LOAD64_ZERO -> new LoadZero(op, place, codeOffset);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    /** {@code v128.loadN_lane}; the arguments are those of {@link #load}. */
    public static WasmNode loadLane(Opcode op, WasmNode address, long offset, int memory, V128Node vector, int lane, int codeOffset) {
        return new LoadLane(op, new Place(address, offset, memory), vector, lane, codeOffset);
    }

    /** {@code v128.store}; the arguments are those of {@link #load}. */
    public static WasmNode store(WasmNode address, long offset, int memory, V128Node vector, int codeOffset) {
        return new Store(new Place(address, offset, memory), vector, codeOffset);
    }

    /** {@code v128.storeN_lane}; the arguments are those of {@link #load}. */
    public static WasmNode storeLane(Opcode op, WasmNode address, long offset, int memory, V128Node vector, int lane, int codeOffset) {
        return new StoreLane(op, new Place(address, offset, memory), vector, lane, codeOffset);
    }

    private static long unsigned(WasmMemory memory, int width, long address, Node location) {
        return switch (width) {
            case Byte.BYTES -> memory.loadByte(address, location) & 0xFFL;
            case Short.BYTES -> memory.loadShort(address, location) & 0xFFFFL;
            case Integer.BYTES -> memory.loadInt(address, location) & 0xFFFFFFFFL;
            default -> memory.loadLong(address, location);
        };
    }

    private static long mask(int width) {
        return -1L >>> Long.SIZE - width * Byte.SIZE;
    }

    private abstract static class VectorLoad extends V128Node {
        @Child Place place;
        /** How many bytes are loaded. */
        final int width;
        private final int codeOffset;

        VectorLoad(int width, Place place, int codeOffset) {
            this.place = place;
            this.width = width;
            this.codeOffset = codeOffset;
        }

        final long bits(VirtualFrame frame) {
            long address = place.address(frame);
            return unsigned(place.memory(frame), width, address, this);
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    private static final class Load extends VectorLoad {

        Load(Place place, int codeOffset) {
            super(V128.SIZE, place, codeOffset);
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            long address = place.address(frame);
            return place.memory(frame).loadVector(address, this);
        }
    }

    private static final class LoadExtend extends VectorLoad {
        private final Operations.Extend operation;

        LoadExtend(Operations.Extend operation, Place place, int codeOffset) {
            super(Long.BYTES, place, codeOffset);
            this.operation = operation;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            long lanes = bits(frame);
            return new V128(operation.apply((int) lanes), operation.apply((int) (lanes >>> 32)));
        }
    }

    private static final class LoadSplat extends VectorLoad {
        private final long unit;

        LoadSplat(Opcode op, long unit, Place place, int codeOffset) {
            super(1 << op.alignment(), place, codeOffset);
            this.unit = unit;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            long half = bits(frame) * unit;
            return new V128(half, half);
        }
    }

    private static final class LoadZero extends VectorLoad {

        LoadZero(Opcode op, Place place, int codeOffset) {
            super(1 << op.alignment(), place, codeOffset);
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            return new V128(bits(frame), 0);
        }
    }

    private static final class LoadLane extends VectorLoad {
        private final int bit;
        @Child private V128Node vector;

        LoadLane(Opcode op, Place place, V128Node vector, int lane, int codeOffset) {
            super(1 << op.alignment(), place, codeOffset);
            this.bit = lane * width * Byte.SIZE;
            this.vector = vector;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            long address = place.address(frame);
            V128 old = vector.executeVector(frame);
            return LaneNodes.replaced(old, unsigned(place.memory(frame), width, address, this), bit, mask(width));
        }
    }

    private static final class Store extends WasmNode {
        private final int codeOffset;
        @Child private Place place;
        @Child private V128Node vector;

        Store(Place place, V128Node vector, int codeOffset) {
            this.place = place;
            this.vector = vector;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long address = place.address(frame);
            V128 value = vector.executeVector(frame);
            place.memory(frame).storeVector(address, value, this);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class StoreLane extends WasmNode {
        private final int width;
        private final int bit;
        private final int codeOffset;
        @Child private Place place;
        @Child private V128Node vector;

        StoreLane(Opcode op, Place place, V128Node vector, int lane, int codeOffset) {
            this.width = 1 << op.alignment();
            this.bit = lane * width * Byte.SIZE;
            this.codeOffset = codeOffset;
            this.place = place;
            this.vector = vector;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long address = place.address(frame);
            long bits = LaneNodes.extract(vector.executeVector(frame), bit);
            WasmMemory memory = place.memory(frame);
            switch (width) {
                case Byte.BYTES -> memory.storeByte(address, (byte) bits, this);
                case Short.BYTES -> memory.storeShort(address, (short) bits, this);
                case Integer.BYTES -> memory.storeInt(address, (int) bits, this);
                default -> memory.storeLong(address, bits, this);
            }
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }
}
