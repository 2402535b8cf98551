// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A line on the terminal while something takes long; nothing if it doesn't, or if standard error is no terminal. */
final class Progress implements AutoCloseable {

    /** Set by the script {@code jwasm}, which can ask what Java can't: whether standard error is a terminal. */
    private static final boolean TERMINAL = Boolean.getBoolean("jwasm.terminal");
    private static final long PATIENCE_MILLIS = 300;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread;

    private Progress(String activity) {
        thread = TERMINAL ? Thread.ofPlatform().daemon().name("progress").start(() -> show(activity)) : null;
    }

    /** Starts to wait; {@code activity} reads like {@code loading clang.wasm (75 MB)}. */
    static Progress of(String activity) {
        return new Progress(activity);
    }

    private void show(String activity) {
        try {
            long seconds = 0;
            boolean shown = false;
            while (!done.await(seconds == 0 && !shown ? PATIENCE_MILLIS : 1000, TimeUnit.MILLISECONDS)) {
                System.err.print(CLEAR_LINE + "jwasm: " + activity + (shown ? " ... " + ++seconds + " s" : " ..."));
                shown = true;
            }
            if (shown) {
                System.err.print(CLEAR_LINE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the line away before anything else is printed. */
    @Override
    public void close() {
        done.countDown();
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
