// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

import com.oracle.truffle.api.TruffleSafepoint;

/**
 * Waiting in a way that Truffle safepoints end: a context that is cancelled, or any other thread-local action, wakes the
 * thread, and the wait goes on afterwards if nothing was thrown.
 */
public final class Blocking {

    /** A wait that can be interrupted and then starts again: it must look at its condition and deadline anew. */
    @FunctionalInterface
    public interface Wait {
        void run() throws InterruptedException;
    }

    private static final Recall RECALL = new Recall();

    private Blocking() {
    }

    /** Nothing that waits here, now or later, comes back. */
    public static void end() {
        RECALL.begin();
    }

    /** @throws CapabilityException INTR if the thread is interrupted while no context is entered */
    public static void await(Wait wait) throws CapabilityException {
        if (isContextEntered()) {
            TruffleSafepoint.setBlockedThreadInterruptible(null, Blocking::run, wait);
            return;
        }
        try {
            run(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CapabilityException(ErrorKind.INTR, "interrupted");
        }
    }

    /** Lets a cancelled context end long work. */
    public static void poll() {
        if (isContextEntered()) {
            TruffleSafepoint.pollHere(null);
        }
    }

    private static void run(Wait wait) throws InterruptedException {
        RECALL.await(() -> {
            wait.run();
            return null;
        });
    }

    private static boolean isContextEntered() {
        try {
            TruffleSafepoint.getCurrent();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Sleeps until {@link System#nanoTime()} reaches {@code deadline}, or for ever if {@code endless}. */
    public static void sleepUntil(long deadline, boolean endless) throws CapabilityException {
        await(() -> {
            for (long left = left(deadline, endless); left > 0; left = left(deadline, endless)) {
                Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
            }
        });
    }

    private static long left(long deadline, boolean endless) {
        return endless ? Long.MAX_VALUE / 2 : deadline - System.nanoTime();
    }
}
