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
 * looks for it by using it at first, which takes a tenth of a microsecond, and by reading its stack pointer once it did that often: what that takes is loaded
 * in the background.
 */
public final class HostStack {

    /** In bytes: enough for loading classes. */
    private static final long RESERVE = 100 << 10;
    /** So many looks take longer than finding out where the stack of a thread ends. */
    private static final int MANY = 50_000;

    private static final ThreadLocal<HostStack> OWN = ThreadLocal.withInitial(HostStack::new);
    private static final AtomicBoolean LOADING = new AtomicBoolean();
    private static volatile boolean loaded;

    private int looks;
    private long end = ThreadStack.UNKNOWN;

    private HostStack() {
    }

    /**
     * Traps if there is less left.
     *
     * @param unfamiliar whether what is to be called may still load classes
     */
    @TruffleBoundary
    public static void require(Node location, boolean unfamiliar) {
        HostStack own = OWN.get();
        if (own.end == ThreadStack.UNKNOWN) {
            own.look(location, unfamiliar);
        } else if (ThreadStack.left(own.end) < RESERVE) {
            throw WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, location);
        }
    }

    private void look(Node location, boolean unfamiliar) {
        if (unfamiliar || looks == MANY) {
            StackProbe.large(location);
        } else {
            StackProbe.medium(location);
        }
        if (looks < MANY) {
            looks++;
        } else if (looks == MANY) {
            findEnd();
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
        ThreadStack.end();
        loaded = true;
    }
}
