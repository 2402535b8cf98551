package org.jwasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;

/**
 * Makes sure that there is stack left before Java code of the host runs on behalf of a guest. A stack overflow in guest code
 * is harmless, one in the middle of a class initializer or a lock of the host is not.
 */
public final class StackProbe {

    private static final int SMALL = 20;
    private static final int MEDIUM = 60;
    private static final int LARGE = 500;
    private static final int SELDOM = 0xFF;
    private static volatile long sink;
    /** Not exact where threads meet, which it needn't be. */
    private static int calls;

    private StackProbe() {
    }

    /** Loads what a trap needs while there is stack for it. */
    public static void prepare() {
        WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, null);
        check(1, null);
    }

    /** Before host code that has run before: some kilobytes, in a fraction of a microsecond. */
    @TruffleBoundary
    public static void small(Node location) {
        check(SMALL, location);
    }

    /** Before host code that has run before and may call the guest again: some 20 KiB, in a microsecond. */
    @TruffleBoundary
    public static void medium(Node location) {
        check(MEDIUM, location);
    }

    /** Whether there is as much stack as host code takes that may load classes. */
    @TruffleBoundary
    public static boolean isRoomy() {
        try {
            sink = descend(LARGE, sink);
            return true;
        } catch (StackOverflowError e) {
            return false;
        }
    }

    /** Before host code that may load classes: some 100 KiB, in ten microseconds. */
    @TruffleBoundary
    public static void large(Node location) {
        check(LARGE, location);
    }

    /**
     * Before a few short calls of compiled code of the host: a kilobyte, in some nanoseconds. What takes the room is the frame, whose
     * size doesn't depend on the way through the method; the long way is gone often enough for compilers to keep it.
     */
    @TruffleBoundary
    public static void tiny(Node location) {
        try {
            if (wide(2, ++calls & SELDOM) == Long.MIN_VALUE) {
                sink = 1;
            }
        } catch (StackOverflowError e) {
            throw WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, location);
        }
    }

    private static long wide(int levels, int way) {
        if (way == 0) {
            long a0 = sink, a1 = sink, a2 = sink, a3 = sink, a4 = sink, a5 = sink, a6 = sink, a7 = sink;
            long b0 = sink, b1 = sink, b2 = sink, b3 = sink, b4 = sink, b5 = sink, b6 = sink, b7 = sink;
            long c0 = sink, c1 = sink, c2 = sink, c3 = sink, c4 = sink, c5 = sink, c6 = sink, c7 = sink;
            long d0 = sink, d1 = sink, d2 = sink, d3 = sink, d4 = sink, d5 = sink, d6 = sink, d7 = sink;
            long e0 = sink, e1 = sink, e2 = sink, e3 = sink, e4 = sink, e5 = sink, e6 = sink, e7 = sink;
            long f0 = sink, f1 = sink, f2 = sink, f3 = sink, f4 = sink, f5 = sink, f6 = sink, f7 = sink;
            long deeper = levels == 0 ? sink : wide(levels - 1, way);
            return deeper + (a0 ^ a1 ^ a2 ^ a3 ^ a4 ^ a5 ^ a6 ^ a7) +
                            (b0 ^ b1 ^ b2 ^ b3 ^ b4 ^ b5 ^ b6 ^ b7) +
                            (c0 ^ c1 ^ c2 ^ c3 ^ c4 ^ c5 ^ c6 ^ c7) +
                            (d0 ^ d1 ^ d2 ^ d3 ^ d4 ^ d5 ^ d6 ^ d7) +
                            (e0 ^ e1 ^ e2 ^ e3 ^ e4 ^ e5 ^ e6 ^ e7) +
                            (f0 ^ f1 ^ f2 ^ f3 ^ f4 ^ f5 ^ f6 ^ f7);
        }
        return levels == 0 ? way : wide(levels - 1, way);
    }

    private static void check(int levels, Node location) {
        try {
            sink = descend(levels, sink);
        } catch (StackOverflowError e) {
            throw WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, location);
        }
    }

    /** Many values that live across the call make a large frame; each depends on the last, so that none is computed anew. */
    private static long descend(int levels, long seed) {
        long a = seed + 1, b = a ^ 3, c = b + a, d = c ^ 5, e = d + b, f = e ^ c, g = f + 11, h = g ^ d;
        long i = h + e, j = i ^ 17, k = j + f, l = k ^ g, m = l + 23, n = m ^ h, o = n + i, p = o ^ 31;
        long q = p + j, r = q ^ k, s = r + 41, t = s ^ l, u = t + m, v = u ^ 47, w = v + n, x = w ^ o;
        long deeper = levels == 0 ? seed : descend(levels - 1, x);
        return deeper + (a ^ b ^ c ^ d ^ e ^ f ^ g ^ h) + (i ^ j ^ k ^ l ^ m ^ n ^ o ^ p) + (q ^ r ^ s ^ t ^ u ^ v ^ w ^ x);
    }
}
