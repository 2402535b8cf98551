// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;

/**
 * The bytes of a shared memory that others see as a direct {@link ByteBuffer}. They never move, and are given back when
 * neither the memory nor a buffer of it is reachable.
 *
 * <p>Addresses are effective addresses as in {@link WasmMemory}; accessors trap in the same way.
 */
final class OffHeapBytes {

    private final ByteBuffer room;
    /** Where the bytes are, as an index for {@link RawBytes} without an array. */
    private final long start;
    private int size;

    /**
     * Zeroed bytes, none of which are in use yet.
     *
     * @throws OutOfMemoryError if the host has no room for them
     */
    OffHeapBytes(int capacity) {
        // Both sides access longs atomically.
        room = ByteBuffer.allocateDirect(capacity + Long.BYTES).alignedSlice(Long.BYTES);
        start = RawBytes.indexOf(room);
    }

    int capacity() {
        return room.capacity();
    }

    void setSize(int newSize) {
        size = newSize;
    }

    /** A buffer of the bytes that are in use now. */
    @TruffleBoundary
    ByteBuffer buffer() {
        return room.slice(0, size);
    }

    /** A buffer of all bytes, those that a growth will take into use too. */
    ByteBuffer room() {
        return room.duplicate();
    }

    /** A buffer of some bytes that were checked to be in use. */
    ByteBuffer view(long address, int length) {
        return room.slice((int) address, length);
    }

    private long checked(long address, int width, Node location) {
        if (address < 0 || address > size - width) {
            TrapSites.enter(location);
            throw WasmException.trap(TrapKind.OUT_OF_BOUNDS_MEMORY_ACCESS, location);
        }
        return start + address;
    }

    /** The value of {@code width} bytes (1, 2, 4, 8), not extended. */
    long load(long address, int width, Node location) {
        long index = checked(address, width, location);
        long value = switch (width) {
            case 1 -> RawBytes.getByte(null, index);
            case 2 -> RawBytes.getShort(null, index);
            case 4 -> RawBytes.getInt(null, index);
            default -> RawBytes.getLong(null, index);
        };
        Reference.reachabilityFence(this);
        return value;
    }

    void store(long address, long value, int width, Node location) {
        long index = checked(address, width, location);
        switch (width) {
            case 1 -> RawBytes.putByte(null, index, (byte) value);
            case 2 -> RawBytes.putShort(null, index, (short) value);
            case 4 -> RawBytes.putInt(null, index, (int) value);
            default -> RawBytes.putLong(null, index, value);
        }
        Reference.reachabilityFence(this);
    }

    V128 loadVector(long address, Node location) {
        long index = checked(address, V128.SIZE, location);
        V128 value = new V128(RawBytes.getLong(null, index), RawBytes.getLong(null, index + Long.BYTES));
        Reference.reachabilityFence(this);
        return value;
    }

    /** All 16 bytes or, if it traps, none. */
    void storeVector(long address, V128 value, Node location) {
        long index = checked(address, V128.SIZE, location);
        RawBytes.putLong(null, index, value.low());
        RawBytes.putLong(null, index + Long.BYTES, value.high());
        Reference.reachabilityFence(this);
    }

    /** As {@link AtomicAccess#load}, and so on; the address is a multiple of the width. */
    long loadAtomic(long address, int width, Node location) {
        long value = AtomicBytes.get(null, checked(address, width, location), width);
        Reference.reachabilityFence(this);
        return value;
    }

    void storeAtomic(long address, int width, long value, Node location) {
        AtomicBytes.put(null, checked(address, width, location), width, value);
        Reference.reachabilityFence(this);
    }

    long modify(long address, int width, AtomicOperation operation, long operand, Node location) {
        long before = AtomicBytes.modify(null, checked(address, width, location), width, operation, operand);
        Reference.reachabilityFence(this);
        return before;
    }

    long compareExchange(long address, int width, long expected, long replacement, Node location) {
        long before = AtomicBytes.compareExchange(null, checked(address, width, location), width, expected, replacement);
        Reference.reachabilityFence(this);
        return before;
    }
}
