// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Writes entries some time after they were made, and when the process ends. There is a thread only while entries wait.
 */
final class CacheWriter {

    static final CacheWriter INSTANCE = new CacheWriter();

    /** A program that starts translates much in a short time. */
    private static final long DELAY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Set<ModuleCache> waiting = new LinkedHashSet<>();
    private final Object writing = new Object();
    private boolean running;
    private boolean hooked;

    private CacheWriter() {
    }

    /** @param cache has something to be written */
    synchronized void later(ModuleCache cache) {
        if (waiting.add(cache)) {
            hook();
        }
        if (!running) {
            try {
                Thread.ofPlatform().daemon().name("code cache writer").start(this::run);
                running = true;
            } catch (OutOfMemoryError e) {
                // No thread to be had: when the process ends, then.
            }
        }
    }

    private void hook() {
        if (!hooked) {
            hooked = true;
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(this::writeAll, "code cache writer"));
            } catch (IllegalStateException e) {
                // The process ends already.
            }
        }
    }

    private void run() {
        try {
            while (await()) {
                writeAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False if nothing is left to be done, and the thread has to end. */
    private synchronized boolean await() throws InterruptedException {
        if (waiting.isEmpty()) {
            running = false;
            return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, DELAY_NANOS);
        return true;
    }

    /** Writes what waits; what another thread is writing is written, too, when it returns. */
    void writeAll() {
        synchronized (writing) {
            List<ModuleCache> caches;
            synchronized (this) {
                caches = new ArrayList<>(waiting);
                waiting.clear();
            }
            caches.forEach(ModuleCache::save);
        }
    }
}
