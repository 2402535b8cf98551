// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * A thread for what a {@link TranslationQueue} has to do, begun before there is any: who starts a thread waits until it runs, some milliseconds where all
 * processors are busy, and the first who asks for a translation is a guest.
 */
final class TranslationThread {

    /** From when it is begun until a program that runs has something to translate. */
    private static final long MOST_SECONDS = 5;
    // The class-file library calls itself, for some kilobytes.
    private static final long STACK_SIZE = 16L << 20;

    /** Takes its work from one who has some, as soon as it waits for that. */
    private static final SynchronousQueue<Runnable> HANDOVER = new SynchronousQueue<>();

    private TranslationThread() {
    }

    /** Begins a thread that waits for somebody to {@link #run} something. */
    static void begin() {
        start(() -> {
            try {
                Runnable work = HANDOVER.poll(MOST_SECONDS, TimeUnit.SECONDS);
                if (work != null) {
                    work.run();
                }
            } catch (InterruptedException e) {
                // It is to end.
            }
        });
    }

    /**
     * Does something on a thread that was begun, or on a new one.
     *
     * @throws OutOfMemoryError there is no thread to be had
     */
    static void run(Runnable work) {
        if (!HANDOVER.offer(work)) {
            start(work);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(null, work, "jwasm-translation", STACK_SIZE, false);
        thread.setDaemon(true);
        // Where Java heeds priorities, and `jwasm run` has it do so: guests first.
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }
}
