// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instantiation;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jwasm.capabilities.host.ThreadStack;
import org.jwasm.runtime.StackProbe;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;

/**
 * The stack that a guest has to leave to Java code of the host's, which may be in the middle of anything when a stack overflows. A thread
 * looks for it by using it at first, which takes half a microsecond, and by reading its stack pointer once it did that often: what that takes is loaded
 * in the background.
 */
public final class HostStack {

    /** In bytes: enough for loading classes, as the first calls and the first exceptions do. */
    private static final long RESERVE = 100 << 10;
    /** So many looks take longer than finding out where the stack of a thread ends. */
    private static final int MANY = 20_000;

    private static final ThreadLocal<HostStack> OWN = ThreadLocal.withInitial(HostStack::new);
    private static final AtomicBoolean LOADING = new AtomicBoolean();
    private static volatile boolean loaded;

    private int looks;
    private long end = ThreadStack.UNKNOWN;

    private HostStack() {
    }

    /** Loads this class before a guest runs, which would choose how much stack there is for that. */
    @TruffleBoundary
    static void prepare() {
        OWN.get();
    }

    /** Traps if there is less left. */
    @TruffleBoundary(transferToInterpreterOnException = false)
    public static void require(Node location) {
        HostStack own = OWN.get();
        if (own.end == ThreadStack.UNKNOWN) {
            own.look(location);
        } else if (ThreadStack.left(own.end) < RESERVE) {
            throw WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, location);
        }
    }

    private void look(Node location) {
        if (looks > MANY) {
            // Where the stack ends can't be known here, and the classes are there by now.
            StackProbe.medium(location);
            return;
        }
        StackProbe.large(location);
        if (looks == MANY) {
            findEnd();
        } else {
            looks++;
        }
    }

    private void findEnd() {
        if (loaded) {
            // Once, even if it can't be known.
            looks++;
            end = ThreadStack.end();
        } else {
            looks = 0;
            if (LOADING.compareAndSet(false, true)) {
                Thread.ofPlatform().daemon().inheritInheritableThreadLocals(false).name("jwasm-stack").start(HostStack::load);
            }
        }
    }

    /** Not by a guest's thread, which may have little stack left. */
    private static void load() {
        try {
            ThreadStack.end();
            loaded = true;
        } catch (LinkageError | RuntimeException e) {
            // Then the stack is looked for as before.
        }
    }
}
