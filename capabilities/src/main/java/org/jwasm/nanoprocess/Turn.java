package org.jwasm.nanoprocess;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who is inside of a nano-process: one thread at a time, which may come in again. Waiting that could never end is refused.
 */
final class Turn {

    /** What threads are waiting for; guarded by itself. */
    private static final Map<Thread, Turn> WAITING = new HashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private volatile Thread inside;
    private volatile long since;

    /** Waits for a lock, in a way that the host can interrupt. */
    @FunctionalInterface
    interface Waiting {
        void lock(ReentrantLock lock) throws InterruptedException;
    }

    /**
     * Comes in.
     *
     * @return false if that would never be possible: this thread holds what whoever is inside waits for
     * @throws InterruptedException if {@code waiting} was interrupted
     */
    boolean enter(Waiting waiting) throws InterruptedException {
        if (!lock.tryLock()) {
            if (!queue()) {
                return false;
            }
            try {
                waiting.lock(lock);
            } finally {
                synchronized (WAITING) {
                    WAITING.remove(Thread.currentThread());
                }
            }
        }
        if (lock.getHoldCount() == 1) {
            inside = Thread.currentThread();
        }
        since = System.nanoTime();
        return true;
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
        if (lock.getHoldCount() == 1) {
            inside = null;
        }
        lock.unlock();
    }

    /** The thread that is inside, or null; it may be in another nano-process that it called from here. */
    Thread inside() {
        return inside;
    }

    /** When a thread came in last, by {@link System#nanoTime}. */
    long since() {
        return since;
    }
}
