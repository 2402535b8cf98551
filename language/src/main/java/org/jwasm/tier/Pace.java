// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

/** Keeps a translation from taking too long. */
final class Pace implements Runnable {

    private final long limit;
    private final long start = System.nanoTime();

    /** @param limit in nanoseconds, from now on */
    Pace(long limit) {
        this.limit = limit;
    }

    /** Done now and then: no safepoint of Truffle's, which could run what is meant for guests. */
    @Override
    public void run() {
        if (System.nanoTime() - start > limit || Thread.currentThread().isInterrupted()) {
            throw new Untranslatable("it takes too long");
        }
    }

    long nanos() {
        return System.nanoTime() - start;
    }
}
