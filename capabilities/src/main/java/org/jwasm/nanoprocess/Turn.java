package org.jwasm.nanoprocess;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.BitSet;
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
            OUT = MethodHandles.lookup().findVarHandle(Turn.class, "out", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Thread inside;
    private volatile int waiters;
    /** Whether the thread inside has called out and runs another's code now. */
    private volatile boolean out;
    // Only of meaning to the thread inside.
    private int depth;
    private long entry;
    /** For each entry by the thread inside, whether it had called out before. */
    private final BitSet wasOut = new BitSet();

    /** Comes in if nobody else is inside. */
    boolean tryEnter() {
        Thread current = Thread.currentThread();
        if (inside == current) {
            wasOut.set(depth, out);
            depth++;
            out = false;
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
            }
            WAITING.put(current, this);
            return true;
        }
    }

    void leave() {
        if (--depth > 0) {
            // Back into the code that this thread came in from: another's, or its own, if the host called back.
            OUT.setOpaque(this, wasOut.get(depth));
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
    void goOut() {
        OUT.setOpaque(this, true);
    }

    /** It is back. */
    void comeBack() {
        OUT.setOpaque(this, false);
    }

    boolean isOut() {
        return out;
    }

    /** The thread that is inside, or null; it may be in another nano-process that it called from here. */
    Thread inside() {
        return inside;
    }

    /** The number of the last entry. */
    long entry() {
        return entry;
    }
}
