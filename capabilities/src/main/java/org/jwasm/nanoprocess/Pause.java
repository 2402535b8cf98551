// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.util.concurrent.Future;
import java.util.function.Function;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.host.Blocking;

/**
 * Stops the code of one nano-process for a while. What its thread runs of others is not stopped: it waits when it is back.
 *
 * <p>Whoever comes in, or comes back, looks whether it is to wait after saying that it is there; who stops them looks whether somebody is there
 * after saying that they are to wait.
 */
final class Pause {

    private static final long LONGEST_MILLIS = 20;

    private final Turn turn;
    private volatile boolean requested;
    /** The thread inside, if it waits here. Guarded by this. */
    private Thread parked;

    Pause(Turn turn) {
        this.turn = turn;
    }

    boolean isRequested() {
        return requested;
    }

    void request() {
        requested = true;
    }

    /** Lets all go on that wait. */
    synchronized void end() {
        requested = false;
        notifyAll();
    }

    /** For the thread inside, in code of its own: waits until the end. */
    void park() throws CapabilityException {
        Blocking.await(() -> {
            synchronized (this) {
                parked = Thread.currentThread();
                notifyAll();
                try {
                    while (requested) {
                        wait();
                    }
                } finally {
                    parked = null;
                }
            }
        });
    }

    /** What a thread does at a safepoint that was asked for by {@link #awaitStopped}. */
    private void parkIfInside() {
        if (requested && turn.inside() == Thread.currentThread() && !turn.isOut()) {
            try {
                park();
            } catch (CapabilityException e) {
                // Interrupted in no context, so by the host: it goes on, and is asked again.
                Thread.currentThread().interrupt();
            }
        }
    }

    /** For who wants to come in: waits until the end. */
    void awaitEnd() throws CapabilityException {
        Blocking.await(() -> {
            synchronized (this) {
                while (requested) {
                    wait();
                }
            }
        });
    }

    /**
     * Waits until no code of its own runs any more, or the end.
     *
     * @param atSafepoint has the thread inside do something at its next safepoint
     */
    void awaitStopped(Function<Runnable, Future<Void>> atSafepoint) throws CapabilityException {
        @SuppressWarnings("unchecked")
        Future<Void>[] asked = new Future[1];
        Blocking.await(() -> {
            for (long millis = 1; isToStop(); millis = Math.min(2 * millis, LONGEST_MILLIS)) {
                // Once more if that thread wasn't quite there yet, or was out then.
                if (asked[0] == null || asked[0].isDone()) {
                    asked[0] = atSafepoint.apply(this::parkIfInside);
                }
                synchronized (this) {
                    if (isToStop()) {
                        wait(millis);
                    }
                }
            }
        });
    }

    private synchronized boolean isToStop() {
        Thread inside = turn.inside();
        return requested && inside != null && inside != parked && !turn.isOut();
    }
}
