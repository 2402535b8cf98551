// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instantiation;

import org.jwasm.capabilities.host.ThreadStack;
import org.jwasm.runtime.StackProbe;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;

/** The stack that a guest has to leave to Java code of the host's, which may be in the middle of anything when a stack overflows. */
public final class HostStack {

    /** In bytes: enough for loading classes. */
    private static final long RESERVE = 64 << 10;
    /** Where each thread's stack ends. Finding it out takes some stack itself, and a guest says when. */
    private static final ThreadLocal<Long> END = ThreadLocal.withInitial(() -> {
        StackProbe.large(null);
        return ThreadStack.end();
    });

    private HostStack() {
    }

    /** Loads what it takes to look, before guests run. */
    @TruffleBoundary
    public static void prepare() {
        END.get();
    }

    /** Traps if there is less left: in some nanoseconds where the stack can be read, in a tenth of a microsecond where it has to be tried. */
    @TruffleBoundary
    public static void require(Node location) {
        long end = END.get();
        if (end == ThreadStack.UNKNOWN) {
            StackProbe.medium(location);
        } else if (ThreadStack.left(end) < RESERVE) {
            throw WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, location);
        }
    }
}
