// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

/** How compiled code is left for what it hasn't got because it never ran. */
public final class Deoptimization {

    private Deoptimization() {
    }

    /**
     * As {@link CompilerDirectives#transferToInterpreterAndInvalidate}, but only where the program really comes. Where a check that may trap stands before,
     * all ways end in the interpreter, and the compiler makes one of them, before the check: then each trap would throw the code away, and after some
     * twenty of them the compiler would give up on the function. It moves none across a call.
     */
    public static void invalidate() {
        if (CompilerDirectives.inCompiledCode()) {
            call();
        }
        CompilerDirectives.transferToInterpreterAndInvalidate();
    }

    @TruffleBoundary
    private static void call() {
        // Only that it may come back in another way counts.
    }
}
