// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;

/**
 * Makes sure that there is stack left before Java code of the host runs on behalf of a guest. A stack overflow in guest code
 * is harmless, one in the middle of a class initializer or a lock of the host is not.
 */
public final class StackProbe {

    /** Frames of half a kilobyte where they are compiled, about twice that where they aren't. */
    private static final int TINY = 2;
    private static final int SMALL = 9;
    private static final int MEDIUM = 36;
    private static final int LARGE = 200;
    /** One probe in so many fills its frames. */
    private static final int FILLED = 256;
    /** The same for large ones: the compiler decides after some twenty of them whether it keeps the code. */
    private static final int FILLED_LARGE = 8;
    /** Whoever counts at the same time may be lost. */
    private static int probes;

    private StackProbe() {
    }

    /** Loads what a trap needs while there is stack for it. */
    public static void prepare() {
        WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, null);
        check(1, null);
    }

    /** Before a few calls of host code that takes no locks for long: a kilobyte, in some nanoseconds. */
    @TruffleBoundary(transferToInterpreterOnException = false)
    public static void tiny(Node location) {
        check(TINY, location);
    }

    /** Before host code that has run before: some five kilobytes, in some 20 nanoseconds. */
    @TruffleBoundary(transferToInterpreterOnException = false)
    public static void small(Node location) {
        check(SMALL, location);
    }

    /** Before host code that has run before and may call the guest again: some 20 KiB, in a tenth of a microsecond. */
    @TruffleBoundary(transferToInterpreterOnException = false)
    public static void medium(Node location) {
        check(MEDIUM, location);
    }

    /** Whether there is as much stack as host code takes that may load classes. */
    @TruffleBoundary
    public static boolean isRoomy() {
        try {
            descend(LARGE);
            return true;
        } catch (StackOverflowError e) {
            return false;
        }
    }

    /** Before host code that may load classes: some 100 KiB, in less than a microsecond. */
    @TruffleBoundary(transferToInterpreterOnException = false)
    public static void large(Node location) {
        check(LARGE, location);
    }

    private static void check(int levels, Node location) {
        try {
            descend(levels);
        } catch (StackOverflowError e) {
            throw WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, location);
        }
    }

    private static void descend(int levels) {
        int period = levels < LARGE ? FILLED : FILLED_LARGE;
        frame(levels, (probes++ & period - 1) == 0, levels);
    }

    /**
     * Goes down so many large frames. Many values that live across the call make a frame large, whether they are computed or not, as long as
     * that happens often enough for the compiler to keep the code; each depends on the last, so that none is computed anew.
     */
    static long frame(int levels, boolean filled, long seed) {
        if (!filled) {
            return levels == 0 ? seed : frame(levels - 1, false, seed) + 1;
        }
        long v0 = seed + 1, v1 = v0 ^ 1, v2 = v1 + v0, v3 = v2 ^ 3, v4 = v3 + v2, v5 = v4 ^ 5, v6 = v5 + v4, v7 = v6 ^ 7;
        long v8 = v7 + v6, v9 = v8 ^ 9, v10 = v9 + v8, v11 = v10 ^ 11, v12 = v11 + v10, v13 = v12 ^ 13, v14 = v13 + v12, v15 = v14 ^ 15;
        long v16 = v15 + v14, v17 = v16 ^ 17, v18 = v17 + v16, v19 = v18 ^ 19, v20 = v19 + v18, v21 = v20 ^ 21, v22 = v21 + v20, v23 = v22 ^ 23;
        long v24 = v23 + v22, v25 = v24 ^ 25, v26 = v25 + v24, v27 = v26 ^ 27, v28 = v27 + v26, v29 = v28 ^ 29, v30 = v29 + v28, v31 = v30 ^ 31;
        long v32 = v31 + v30, v33 = v32 ^ 33, v34 = v33 + v32, v35 = v34 ^ 35, v36 = v35 + v34, v37 = v36 ^ 37, v38 = v37 + v36, v39 = v38 ^ 39;
        long v40 = v39 + v38, v41 = v40 ^ 41, v42 = v41 + v40, v43 = v42 ^ 43, v44 = v43 + v42, v45 = v44 ^ 45, v46 = v45 + v44, v47 = v46 ^ 47;
        long v48 = v47 + v46, v49 = v48 ^ 49, v50 = v49 + v48, v51 = v50 ^ 51, v52 = v51 + v50, v53 = v52 ^ 53, v54 = v53 + v52, v55 = v54 ^ 55;
        long v56 = v55 + v54, v57 = v56 ^ 57, v58 = v57 + v56, v59 = v58 ^ 59, v60 = v59 + v58, v61 = v60 ^ 61, v62 = v61 + v60, v63 = v62 ^ 63;
        long deeper = levels == 0 ? seed : frame(levels - 1, true, v63);
        return deeper + (v0 ^ v1 ^ v2 ^ v3 ^ v4 ^ v5 ^ v6 ^ v7 ^ v8 ^ v9 ^ v10 ^ v11 ^ v12 ^ v13 ^ v14 ^ v15)
                        + (v16 ^ v17 ^ v18 ^ v19 ^ v20 ^ v21 ^ v22 ^ v23 ^ v24 ^ v25 ^ v26 ^ v27 ^ v28 ^ v29 ^ v30 ^ v31)
                        + (v32 ^ v33 ^ v34 ^ v35 ^ v36 ^ v37 ^ v38 ^ v39 ^ v40 ^ v41 ^ v42 ^ v43 ^ v44 ^ v45 ^ v46 ^ v47)
                        + (v48 ^ v49 ^ v50 ^ v51 ^ v52 ^ v53 ^ v54 ^ v55 ^ v56 ^ v57 ^ v58 ^ v59 ^ v60 ^ v61 ^ v62 ^ v63);
    }
}
