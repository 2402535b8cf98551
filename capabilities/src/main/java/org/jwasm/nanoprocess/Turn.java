// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Who is inside of a nano-process: one thread at a time, which may come in again. Waiting that could never end is refused.
 *
 * <p>A lock of its own, because going in and out is most of what a call between nano-processes costs.
 */
final class Turn {

    private static final VarHandle INSIDE;
    private static final VarHandle OUT;
    /** What threads are waiting for; guarded by itself. */
    private static final Map<Thread, Turn> WAITING = new HashMap<>();
    /** Numbers entries, so that of two by one thread the later is known. Racing threads may get the same number. */
    private static long entries;

    static {
        try {
            INSIDE = MethodHandles.lookup().findVarHandle(Turn.class, "inside", Thread.class);
            OUT = MethodHandles.lookup().findVarHandle(Turn.class, "outIn", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Thread inside;
    private volatile int waiters;
    /** The nano-process that the thread inside has called and whose code it runs now, by its holder's number; 0 for none. */
    private volatile long outIn;
    // Only of meaning to the thread inside.
    private int depth;
    private long entry;
    /** Where the stack of the thread inside ends, see {@link org.jwasm.capabilities.host.ThreadStack}. */
    private long stackEnd;
    /** How much stack there was at least when it came in. */
    private long stackShare;
    /** For each entry by the thread inside but the first, whom it had called before, and the share of the stack. */
    private long[] before = new long[2];

    /** Comes in if nobody else is inside. */
    boolean tryEnter() {
        Thread current = Thread.currentThread();
        if (inside == current) {
            if (2 * depth > before.length) {
                before = Arrays.copyOf(before, 4 * depth);
            }
            before[2 * depth - 2] = outIn;
            before[2 * depth - 1] = stackShare;
            depth++;
            outIn = 0;
        } else if (INSIDE.compareAndSet(this, null, current)) {
            depth = 1;
        } else {
            return false;
        }
        entry = ++entries;
        return true;
    }

    /**
     * Comes in, or waits until nobody else is inside.
     *
     * @return false if that would never be possible: this thread holds what whoever is inside waits for
     */
    boolean enter() throws InterruptedException {
        if (tryEnter()) {
            return true;
        }
        if (!queue()) {
            return false;
        }
        try {
            await();
            return true;
        } finally {
            synchronized (WAITING) {
                WAITING.remove(Thread.currentThread());
            }
        }
    }

    private synchronized void await() throws InterruptedException {
        waiters++;
        try {
            while (!tryEnter()) {
                wait();
            }
        } finally {
            waiters--;
        }
    }

    private boolean queue() {
        Thread current = Thread.currentThread();
        synchronized (WAITING) {
            for (Turn next = this; next != null;) {
                Thread holder = next.inside;
                if (holder == current) {
                    return false;
                }
                next = holder == null ? null : WAITING.get(holder);
                if (next != null && next.inside == holder) {
                    // It has come in, and only not yet said that it doesn't wait any more.
                    next = null;
                }
            }
            WAITING.put(current, this);
            return true;
        }
    }

    void leave() {
        if (--depth > 0) {
            // Back into the code that this thread came in from: another's, or its own, if the host called back.
            OUT.setOpaque(this, before[2 * depth - 2]);
            stackShare = before[2 * depth - 1];
        } else {
            // Who comes to wait counts itself before it looks who is inside, so that one of us sees the other.
            inside = null;
            if (waiters > 0) {
                wake();
            }
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** The thread inside calls another's code from here: before that one is entered. */
    void goOut(long callee) {
        OUT.setOpaque(this, callee);
    }

    /** It is back. */
    void comeBack() {
        OUT.setOpaque(this, 0L);
    }

    boolean isOut() {
        return outIn != 0;
    }

    /** Whom the thread inside has called, as {@link #goOut} was told; 0 while it runs this one's own code. */
    long outIn() {
        return outIn;
    }

    /** The thread that is inside, or null; it may be in another nano-process that it called from here. */
    Thread inside() {
        return inside;
    }

    /** The thread that has come in says what stack it has. */
    void setStack(long end, long share) {
        stackEnd = end;
        stackShare = share;
    }

    long stackEnd() {
        return stackEnd;
    }

    long stackShare() {
        return stackShare;
    }

    /** The number of the last entry. */
    long entry() {
        return entry;
    }
}
