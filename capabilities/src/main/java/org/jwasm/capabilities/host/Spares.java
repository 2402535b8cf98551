// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Objects with native memory that are used again, by whatever threads. */
public final class Spares<T> {

    private final int most;
    /** The one that is taken first: most often it is the only one. */
    private volatile T first;
    /** 1 while somebody has that one. By a number, as for a reference the interpreter makes three times as many calls. */
    private final AtomicInteger taken = new AtomicInteger();
    private final ConcurrentLinkedQueue<T> others = new ConcurrentLinkedQueue<>();

    /** @param most how many are kept besides the one that is taken first */
    public Spares(int most) {
        this.most = most;
    }

    /** One that nobody has, or null. */
    public T take() {
        T free = first;
        return free != null && taken.compareAndSet(0, 1) ? free : takeAnother();
    }

    // Apart, as the rare case: what is compiled into callers of the common one has to be small.
    private T takeAnother() {
        return others.poll();
    }

    /** Keeps it, unless there are enough. */
    public void giveBack(T spare) {
        if (spare == first) {
            taken.set(0);
        } else {
            keep(spare);
        }
    }

    private synchronized void keep(T spare) {
        if (first == null) {
            first = spare;
        } else if (others.size() < most) {
            // Counting takes a walk of at most this few elements.
            others.add(spare);
        }
    }
}
