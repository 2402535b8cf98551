package org.jwasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;

/**
 * Makes sure that there is stack left before Java code of the host runs on behalf of a guest. A stack overflow in guest code
 * is harmless, one in the middle of a class initializer or a lock of the host is not.
 */
public final class StackProbe {

    private static final int TINY = 8;
    private static final int SMALL = 20;
    private static final int MEDIUM = 60;
    private static final int LARGE = 500;
    private static volatile long sink;
    private static long tinySink;

    private StackProbe() {
    }

    /** Loads what a trap needs while there is stack for it. */
    public static void prepare() {
        WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, null);
        check(1, null);
    }

    /** Before a few calls of host code that takes no locks for long: a kilobyte, in some nanoseconds. */
    @TruffleBoundary
    public static void tiny(Node location) {
        try {
            tinySink = pass(TINY, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18);
        } catch (StackOverflowError e) {
            throw WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, location);
        }
    }

    /** Many parameters, most of which a caller puts on the stack, make it grow for little work. */
    private static long pass(int levels, long a, long b, long c, long d, long e, long f, long g, long h, long i, long j, long k, long l, long m, long n,
                    long o, long p, long q, long r) {
        return levels == 0 ? a : pass(levels - 1, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, a) + r;
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
