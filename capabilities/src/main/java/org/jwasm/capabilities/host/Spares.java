// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** Objects with native memory that are used again, by whatever threads. */
public final class Spares<T> {

    private final int most;
    /** The one that is taken first: most often it is the only one. */
    private final AtomicReference<T> first = new AtomicReference<>();
    private final ConcurrentLinkedQueue<T> others = new ConcurrentLinkedQueue<>();

    /** @param most how many are kept besides the one that is taken first */
    public Spares(int most) {
        this.most = most;
    }

    /** One that nobody has, or null. */
    public T take() {
        T free = first.getAndSet(null);
        return free == null ? takeAnother() : free;
    }

    // Apart, as the rare case: what is compiled into callers of the common one has to be small.
    private T takeAnother() {
        return others.poll();
    }

    /** Keeps it, unless there are enough. */
    public void giveBack(T spare) {
        if (!first.compareAndSet(null, spare)) {
            keep(spare);
        }
    }

    private void keep(T spare) {
        // Counting takes a walk of at most this few elements.
        if (others.size() < most) {
            others.add(spare);
        }
    }
}
