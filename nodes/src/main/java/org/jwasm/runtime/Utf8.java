// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;

/** Whether bytes of a memory are UTF-8, without copying them. Spec: Unicode, Well-Formed UTF-8 Byte Sequences. */
public final class Utf8 {

    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final int PIECE = 1 << 20;

    /** How many bytes of the character are still to come, and between what the next of them must be. */
    private int missing;
    private int lowest;
    private int highest;

    private Utf8() {
    }

    /** @throws WasmException out of bounds */
    @TruffleBoundary(transferToInterpreterOnException = false)
    public static boolean isValid(WasmMemory memory, long address, long length, Node location) {
        if (!memory.inBounds(address, length)) {
            throw WasmException.trap(TrapKind.OUT_OF_BOUNDS_MEMORY_ACCESS, location);
        }
        Utf8 check = new Utf8();
        for (long at = address, end = address + length; at < end;) {
            int run = (int) Math.min(BulkAccess.run(at, end - at), PIECE);
            if (!check.accepts(memory, at, run)) {
                return false;
            }
            if (run == PIECE && location != null) {
                TruffleSafepoint.poll(location);
            }
            at += run;
        }
        return check.missing == 0;
    }

    private boolean accepts(WasmMemory memory, long address, int length) {
        if (memory.outside() == null) {
            return accepts(memory.segment(address), WasmMemory.offset(address), length);
        }
        byte[] bytes = new byte[length];
        BulkAccess.read(memory, address, bytes, 0, length);
        return accepts(bytes, 0, length);
    }

    private boolean accepts(byte[] bytes, int start, int length) {
        int end = start + length;
        for (int i = start; i < end;) {
            if (missing == 0) {
                i = skipAscii(bytes, i, end);
                if (i == end) {
                    return true;
                }
            }
            if (!accepts(bytes[i++] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    private static int skipAscii(byte[] bytes, int start, int end) {
        int i = start;
        while (i <= end - Long.BYTES && (RawBytes.getLong(bytes, i) & NOT_ASCII) == 0) {
            i += Long.BYTES;
        }
        while (i < end && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    private boolean accepts(int value) {
        if (missing > 0) {
            missing--;
            boolean valid = value >= lowest && value <= highest;
            lowest = 0x80;
            highest = 0xBF;
            return valid;
        }
        lowest = value == 0xE0 ? 0xA0 : value == 0xF0 ? 0x90 : 0x80;
        highest = value == 0xED ? 0x9F : value == 0xF4 ? 0x8F : 0xBF;
        missing = value < 0x80 ? 0 : value < 0xE0 ? 1 : value < 0xF0 ? 2 : 3;
        return value < 0x80 || value >= 0xC2 && value <= 0xF4;
    }
}
