// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;

/**
 * Atomic accesses to memories, sequentially consistent. Values of {@code width} bytes (1, 2, 4, 8) come and go as the low
 * bytes of a long; what is read is zero-extended.
 *
 * <p>Addresses are effective addresses as in {@link WasmMemory}. Accesses trap with {@link TrapKind#UNALIGNED_ATOMIC} unless
 * the address is a multiple of the width, then with {@link TrapKind#OUT_OF_BOUNDS_MEMORY_ACCESS}.
 *
 * <p>Spec: threads proposal, Execution, Atomic Memory Instructions.
 */
public final class AtomicAccess {

    private AtomicAccess() {
    }

    public static long load(WasmMemory memory, long address, int width, Node location) {
        checkAligned(address, width, location);
        byte[] bytes = memory.array(address, width);
        if (bytes != null) {
            return AtomicBytes.get(bytes, address, width);
        }
        OffHeapBytes outside = memory.outside();
        if (outside != null) {
            return outside.loadAtomic(address, width, location);
        }
        memory.checkSlow(address, width, location);
        return AtomicBytes.getSlow(memory.segment(address), WasmMemory.offset(address), width);
    }

    public static void store(WasmMemory memory, long address, int width, long value, Node location) {
        checkAligned(address, width, location);
        byte[] bytes = memory.array(address, width);
        if (bytes != null) {
            AtomicBytes.put(bytes, address, width, value);
            return;
        }
        OffHeapBytes outside = memory.outside();
        if (outside != null) {
            outside.storeAtomic(address, width, value, location);
            return;
        }
        memory.checkSlow(address, width, location);
        AtomicBytes.putSlow(memory.segment(address), WasmMemory.offset(address), width, value);
    }

    /** Replaces a value by what {@code operation} makes of it; returns the value before. */
    public static long modify(WasmMemory memory, long address, int width, AtomicOperation operation, long operand, Node location) {
        checkAligned(address, width, location);
        byte[] bytes = memory.array(address, width);
        if (bytes != null) {
            return AtomicBytes.modify(bytes, address, width, operation, operand);
        }
        OffHeapBytes outside = memory.outside();
        if (outside != null) {
            return outside.modify(address, width, operation, operand, location);
        }
        memory.checkSlow(address, width, location);
        return AtomicBytes.modifySlow(memory.segment(address), WasmMemory.offset(address), width, operation, operand);
    }

    /** Replaces a value if it is the low bytes of {@code expected}; returns the value before. */
    public static long compareExchange(WasmMemory memory, long address, int width, long expected, long replacement, Node location) {
        checkAligned(address, width, location);
        byte[] bytes = memory.array(address, width);
        if (bytes != null) {
            return AtomicBytes.compareExchange(bytes, address, width, expected, replacement);
        }
        OffHeapBytes outside = memory.outside();
        if (outside != null) {
            return outside.compareExchange(address, width, expected, replacement, location);
        }
        memory.checkSlow(address, width, location);
        return AtomicBytes.compareExchangeSlow(memory.segment(address), WasmMemory.offset(address), width, expected, replacement);
    }

    /**
     * {@code memory.atomic.wait}: waits as long as nobody notifies, if the value is the low bytes of {@code expected}.
     *
     * @param timeout in nanoseconds; for ever if negative
     * @return 0 if notified, 1 if the value is another, 2 if the time was up
     */
    @TruffleBoundary(transferToInterpreterOnException = false)
    public static int await(WasmMemory memory, long address, int width, long expected, long timeout, Node location) {
        // Traps as a load does.
        load(memory, address, width, location);
        long wrapped = width == Integer.BYTES ? expected & 0xFFFF_FFFFL : expected;
        if (!memory.isShared()) {
            throw WasmException.trap(TrapKind.EXPECTED_SHARED_MEMORY, location);
        }
        return memory.waiters().await(address, () -> load(memory, address, width, location) == wrapped, timeout, location);
    }

    /** {@code memory.atomic.notify}: wakes at most {@code count} threads, unsigned, and returns how many. */
    @TruffleBoundary(transferToInterpreterOnException = false)
    public static int notify(WasmMemory memory, long address, int count, Node location) {
        load(memory, address, Integer.BYTES, location);
        return memory.isShared() ? memory.notify(address, count) : 0;
    }

    private static void checkAligned(long address, int width, Node location) {
        if ((address & width - 1) != 0 && address >= 0) {
            TrapSites.enter(location);
            throw WasmException.trap(TrapKind.UNALIGNED_ATOMIC, location);
        }
    }
}
