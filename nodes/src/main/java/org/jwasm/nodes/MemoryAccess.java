// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmMemory;

import com.oracle.truffle.api.frame.VirtualFrame;

/** What all instructions that touch memories share. Spec: Execution, Instructions, Memory Instructions. */
public final class MemoryAccess {

    private MemoryAccess() {
    }

    /** Memory 0. */
    public static WasmMemory memory(VirtualFrame frame) {
        return (WasmMemory) frame.getObjectStatic(FrameLayout.MEMORY);
    }

    /** A memory of the index space. */
    public static WasmMemory memory(VirtualFrame frame, int index) {
        return index == 0 ? memory(frame) : ((WasmInstance) frame.getObjectStatic(FrameLayout.INSTANCE)).memory(index);
    }

    /** The effective address, in bytes; {@code offset} is less than 2^32. */
    public static long effective(int address, long offset) {
        return (address & 0xFFFFFFFFL) + offset;
    }

    /** The effective address, in bytes, of two unsigned numbers; negative, so out of bounds, if it is 2^63 or more. */
    public static long effective(long address, long offset) {
        long sum = address + offset;
        return Long.compareUnsigned(sum, offset) < 0 ? -1 : sum;
    }
}
