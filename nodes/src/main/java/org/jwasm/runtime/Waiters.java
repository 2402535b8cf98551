// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;

/** The threads that wait at addresses of one memory, in the order of their arrival. Spec: threads proposal, Wait and Notify. */
final class Waiters {

    static final int NOTIFIED = 0;
    static final int NOT_EQUAL = 1;
    static final int TIMED_OUT = 2;

    private final Map<Long, ArrayDeque<CountDownLatch>> queues = new HashMap<>();

    /** What is looked at before a wait, while nobody can be notified. */
    @FunctionalInterface
    interface Condition {
        boolean holds();
    }

    /**
     * Waits if {@code condition} holds.
     *
     * @param timeout in nanoseconds; for ever if negative
     * @return what the instruction does
     */
    @TruffleBoundary
    int await(long address, Condition condition, long timeout, Node location) {
        long deadline = System.nanoTime() + timeout;
        CountDownLatch latch = new CountDownLatch(1);
        synchronized (this) {
            if (!condition.holds()) {
                return NOT_EQUAL;
            }
            queues.computeIfAbsent(address, _ -> new ArrayDeque<>()).add(latch);
        }
        try {
            block(() -> {
                if (timeout < 0) {
                    latch.await();
                } else {
                    latch.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                }
            }, location);
        } finally {
            remove(address, latch);
        }
        return latch.getCount() == 0 ? NOTIFIED : TIMED_OUT;
    }

    private synchronized void remove(long address, CountDownLatch latch) {
        ArrayDeque<CountDownLatch> queue = queues.get(address);
        if (queue != null) {
            queue.remove(latch);
            if (queue.isEmpty()) {
                queues.remove(address);
            }
        }
    }

    /** Wakes at most {@code count} threads, unsigned, and returns how many. */
    @TruffleBoundary
    synchronized int notify(long address, int count) {
        ArrayDeque<CountDownLatch> queue = queues.get(address);
        int woken = 0;
        while (queue != null && !queue.isEmpty() && Integer.compareUnsigned(woken, count) < 0) {
            queue.remove().countDown();
            woken++;
        }
        return woken;
    }

    /** A wait that can be broken off and started again. */
    @FunctionalInterface
    private interface Wait {
        void run() throws InterruptedException;
    }

    private static void block(Wait wait, Node location) {
        if (isContextEntered()) {
            TruffleSafepoint.setBlockedThreadInterruptible(location, Wait::run, wait);
            return;
        }
        try {
            wait.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WasmException.of(FailureType.INTERNAL, "interrupted while waiting", location);
        }
    }

    private static boolean isContextEntered() {
        try {
            TruffleSafepoint.getCurrent();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
