// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.List;

import org.jwasm.structure.DefinedType;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

/**
 * A call out of a module that failed and that the module may survive: the other side died, or refused. The module can catch it,
 * by {@code catch_all} or by the tag, whose parameter is an error number of WASI. What isn't caught ends the module like a trap.
 */
public final class CallFailure {

    /** The error number for a nano-process that is dead. */
    public static final int DEAD = 71;
    /** The error number for what may not pass. */
    public static final int REFUSED = 76;
    /** The error number for a call that would wait for itself. */
    public static final int DEADLOCK = 16;

    /** The error number where the stack doesn't reach for a call. */
    public static final int NO_STACK = 48;

    /** Of one i32. */
    public static final WasmTag TAG = new WasmTag(DefinedType.of(FunctionType.of(List.of(NumberType.I32))), "failure");

    private CallFailure() {
    }

    /** Whether an exception is that of a call for which there was no stack. */
    public static boolean isLackOfStack(WasmThrown thrown) {
        return thrown.tag() == TAG && thrown.numbers()[0] == NO_STACK;
    }

    /** The exception for an error number. */
    @TruffleBoundary
    public static WasmThrown of(int error, String message) {
        return new WasmThrown(TAG, new long[]{error}, null, null, message);
    }
}
