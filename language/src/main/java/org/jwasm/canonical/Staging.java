// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

/**
 * Where the result of a call waits for its caller: lifted out of the callee, which others can call again, before the caller's allocator runs,
 * which may take for ever. One for each caller, as no other call begins in between.
 */
final class Staging {

    /** A result that takes more is refused. */
    static final long MOST_BYTES = 64L << 20;
    /** What may be kept for the next result. */
    private static final long KEPT_PAGES = 1;
    private static final MemoryType EMPTY = new MemoryType(AddressType.I32, Limits.atLeast(0), false);

    private WasmMemory memory;
    private long used;

    /** For a new result; what a former one left there has the same reader. */
    WasmMemory begin() {
        used = 0;
        if (memory == null) {
            memory = create();
        }
        return memory;
    }

    @TruffleBoundary
    private static WasmMemory create() {
        return new WasmMemory(EMPTY, MOST_BYTES / MemoryType.PAGE_SIZE);
    }

    WasmMemory memory() {
        return memory;
    }

    /** The result was taken over, or is of no use. */
    void end() {
        if (memory.pages() > KEPT_PAGES) {
            memory = null;
        }
    }

    /** The address of so many bytes; of all zero at an address that is aligned. */
    long allocate(Transfer transfer, int alignment, long size) {
        long address = (used + alignment - 1) & -alignment;
        long end = address + size;
        if (end > memory.size()) {
            grow(transfer, end);
        }
        used = end;
        return address;
    }

    @TruffleBoundary
    private void grow(Transfer transfer, long end) {
        if (end > MOST_BYTES) {
            throw transfer.sourceFault("results of more than " + MOST_BYTES + " bytes can't be passed");
        }
        long wanted = Math.min(MOST_BYTES, Math.max(end, 2 * memory.size()));
        long pages = (wanted + MemoryType.PAGE_SIZE - 1) / MemoryType.PAGE_SIZE;
        if (memory.grow(pages - memory.pages()) < 0) {
            throw transfer.targetFault("the host has no memory left for the result");
        }
    }
}
