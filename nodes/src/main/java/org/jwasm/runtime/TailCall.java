// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;

/**
 * What the code of a function returns, in place of null, if it ends in a call: the caller makes this call in its stead.
 *
 * <p>Spec: Execution, Control Instructions, return_call.
 *
 * @param arguments see {@link Arguments}; the results are in its arrays afterwards
 */
public record TailCall(RootCallTarget target, Object[] arguments) {

    /** Puts the results of the last call where the first caller looks for them. */
    public static void passResults(Object[] last, Object[] first) {
        copy((long[]) last[Arguments.NUMBERS], (long[]) first[Arguments.NUMBERS]);
        if (last.length > Arguments.OBJECTS && first.length > Arguments.OBJECTS) {
            copy((Object[]) last[Arguments.OBJECTS], (Object[]) first[Arguments.OBJECTS]);
        }
    }

    // Both arrays are at least as long as there are results; what is behind these means nothing.
    private static void copy(long[] from, long[] to) {
        if (from != to) {
            System.arraycopy(from, 0, to, 0, Math.min(from.length, to.length));
        }
    }

    private static void copy(Object[] from, Object[] to) {
        if (from != null && to != null && from != to) {
            System.arraycopy(from, 0, to, 0, Math.min(from.length, to.length));
        }
    }

    /** Makes the calls that are left to do after a call returned {@code result}. */
    @TruffleBoundary(transferToInterpreterOnException = false)
    public static void complete(Object result, Object[] arguments) {
        Object[] last = arguments;
        for (TailCall next = (TailCall) result; next != null;) {
            last = next.arguments;
            next = (TailCall) next.target.call(last);
        }
        passResults(last, arguments);
    }
}
