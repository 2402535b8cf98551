// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jwasm.capabilities.CapabilityException;

/** Waiting for a point in time that a revocation ends. */
public final class Alarm {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();

    /** Wakes all that sleep. */
    public void ring() {
        lock.lock();
        try {
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sleeps until {@link System#nanoTime()} reaches {@code deadline}, or for ever if {@code endless}, or until the gate closes. */
    public void sleepUntil(long deadline, boolean endless, Gate gate) throws CapabilityException {
        Blocking.await(() -> sleep(deadline, endless, gate));
    }

    private void sleep(long deadline, boolean endless, Gate gate) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (gate.isLive()) {
                long left = endless ? Long.MAX_VALUE : deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                rung.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
