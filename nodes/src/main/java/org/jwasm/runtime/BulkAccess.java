// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;

/** Accesses to many bytes of memories at once, array by array. Every caller has checked the bounds. */
final class BulkAccess {

    /** Bulk instructions go in pieces of at most this many bytes, some milliseconds each. */
    private static final int PIECE = 1 << 24;
    private static final int POLLED_PIECE = 1 << 20;
    /** What is no longer, in bytes, is done without a look at where arrays end, and without letting anybody in. */
    static final int SHORT = 1 << 16;

    private BulkAccess() {
    }

    /** How many of {@code length} bytes from {@code address} on lie in the same array, at most {@link #PIECE}. */
    static int run(long address, long length) {
        return (int) Math.min(Math.min(length, PIECE), WasmMemory.segmentEnd(address) - address);
    }

    private static int runBefore(long end, long length) {
        return (int) Math.min(Math.min(length, PIECE), end - WasmMemory.segmentStart(end - 1));
    }

    /** Lets the host in after much work of a guest's instruction: a loop of these must end as soon as any other. */
    private static void pollAfter(int bytes, Node location) {
        if (bytes >= POLLED_PIECE && location != null) {
            TruffleSafepoint.poll(location);
        }
    }

    /** A buffer of a run of bytes. */
    private static ByteBuffer view(WasmMemory memory, long address, int run) {
        OffHeapBytes outside = memory.outside();
        return outside != null ? outside.view(address, run)
                        : ByteBuffer.wrap(memory.segment(address), WasmMemory.offset(address), run).slice();
    }

    /** Not for Graal, which would make a loop of it. */
    @TruffleBoundary
    static void fill(byte[] bytes, int start, int length, byte value) {
        Arrays.fill(bytes, start, start + length, value);
    }

    @TruffleBoundary
    static void fill(WasmMemory memory, long address, byte value, long length, Node location) {
        OffHeapBytes outside = memory.outside();
        for (long at = address, left = length; left > 0;) {
            int run = run(at, left);
            if (outside != null) {
                MemorySegment.ofBuffer(outside.view(at, run)).fill(value);
            } else {
                int offset = WasmMemory.offset(at);
                Arrays.fill(memory.segment(at), offset, offset + run, value);
            }
            pollAfter(run, location);
            at += run;
            left -= run;
        }
    }

    @TruffleBoundary
    static void write(WasmMemory memory, long address, byte[] source, int start, long length, Node location) {
        OffHeapBytes outside = memory.outside();
        int from = start;
        for (long at = address, left = length; left > 0;) {
            int run = run(at, left);
            if (outside != null) {
                outside.view(at, run).put(source, from, run);
            } else {
                System.arraycopy(source, from, memory.segment(at), WasmMemory.offset(at), run);
            }
            pollAfter(run, location);
            at += run;
            from += run;
            left -= run;
        }
    }

    @TruffleBoundary
    static void read(WasmMemory memory, long address, byte[] target, int start, int length) {
        OffHeapBytes outside = memory.outside();
        int to = start;
        for (long at = address, left = length; left > 0;) {
            int run = run(at, left);
            if (outside != null) {
                outside.view(at, run).get(target, to, run);
            } else {
                System.arraycopy(memory.segment(at), WasmMemory.offset(at), target, to, run);
            }
            at += run;
            to += run;
            left -= run;
        }
    }

    // By the buffer's own methods for arrays, not by a view of the array: the interpreter has a fraction of the calls to make.

    @TruffleBoundary
    static void write(WasmMemory memory, long address, ByteBuffer source, int start, int length) {
        OffHeapBytes outside = memory.outside();
        for (int done = 0; done < length;) {
            int run = run(address + done, length - done);
            if (outside != null) {
                outside.view(address + done, run).put(0, source, start + done, run);
            } else {
                source.get(start + done, memory.segment(address + done), WasmMemory.offset(address + done), run);
            }
            done += run;
        }
    }

    @TruffleBoundary
    static void read(WasmMemory memory, long address, ByteBuffer target, int start, int length) {
        OffHeapBytes outside = memory.outside();
        for (int done = 0; done < length;) {
            int run = run(address + done, length - done);
            if (outside != null) {
                target.put(start + done, outside.view(address + done, run), 0, run);
            } else {
                target.put(start + done, memory.segment(address + done), WasmMemory.offset(address + done), run);
            }
            done += run;
        }
    }

    @TruffleBoundary
    static void copy(WasmMemory target, long to, WasmMemory source, long from, long length, Node location) {
        boolean onHeap = source.outside() == null && target.outside() == null;
        boolean backwards = source == target && from < to;
        for (long done = 0; done < length;) {
            int run;
            long offset;
            if (backwards) {
                // The last bytes first; a run must not start before the array that holds its end.
                long end = length - done;
                run = Math.min(runBefore(from + end, end), runBefore(to + end, end));
                offset = end - run;
            } else {
                run = Math.min(run(from + done, length - done), run(to + done, length - done));
                offset = done;
            }
            if (onHeap) {
                System.arraycopy(source.segment(from + offset), WasmMemory.offset(from + offset), target.segment(to + offset),
                                WasmMemory.offset(to + offset), run);
            } else {
                view(target, to + offset, run).put(0, view(source, from + offset, run), 0, run);
            }
            pollAfter(run, location);
            done += run;
        }
    }
}
