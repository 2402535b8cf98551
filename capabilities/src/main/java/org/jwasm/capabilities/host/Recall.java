// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that wait in the kernel, where Java, when it ends, waits up to 300 ms for them. Those that are called back stay where Java doesn't
 * mind, and never come back from their waiting.
 */
final class Recall {

    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    /** A wait that ends when its thread is interrupted. */
    @FunctionalInterface
    interface Wait<R, E extends Exception> {
        R run() throws E, InterruptedException;
    }

    /** Calls all back, and those that come. */
    void begin() {
        begun = true;
        waiting.forEach(Thread::interrupt);
    }

    <R, E extends Exception> R await(Wait<R, E> wait) throws E, InterruptedException {
        Thread thread = Thread.currentThread();
        waiting.add(thread);
        try {
            stayIfBegun();
            return wait.run();
        } finally {
            waiting.remove(thread);
            stayIfBegun();
        }
    }

    private void stayIfBegun() {
        while (begun) {
            LockSupport.park();
            Thread.interrupted();
        }
    }
}
