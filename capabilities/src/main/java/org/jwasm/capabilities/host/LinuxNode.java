// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/**
 * A file descriptor of the host with its users and owners counted: its number can't be given to another file while a call
 * uses it. A forgotten one is closed when it is garbage.
 */
abstract class LinuxNode {

    private static final Cleaner CLEANER = Cleaner.create();
    /** As an updater, for there to be no further object for each file that programs open. */
    private static final AtomicLongFieldUpdater<LinuxNode> COUNTS = AtomicLongFieldUpdater.newUpdater(LinuxNode.class, "counts");
    private static final long OWNER = 1L << 32;

    private final int descriptor;
    private final Cleaner.Cleanable cleanable;
    /** Calls that run now in the lower half, owners in the upper one. */
    private volatile long counts = OWNER;

    LinuxNode(int descriptor) {
        this.descriptor = descriptor;
        this.cleanable = CLEANER.register(this, new Closing(descriptor));
    }

    /** Without a reference to the node. */
    private record Closing(int descriptor) implements Runnable {
        @Override
        public void run() {
            close(descriptor);
        }
    }

    static void close(int descriptor) {
        LinuxSystem.call(LinuxSystem.Call.CLOSE, descriptor, 0, 0);
    }

    /** The descriptor, for one call that ends with {@link #release()}. */
    final int acquire() throws CapabilityException {
        // A call that runs keeps it open, but no other begins when it has no owner any more.
        for (long now = counts; now >= OWNER; now = counts) {
            if (COUNTS.compareAndSet(this, now, now + 1)) {
                return descriptor;
            }
        }
        throw new CapabilityException(ErrorKind.BADF, "the file is closed");
    }

    final void release() {
        subtract(1);
    }

    /** Whoever leaves last closes it. */
    private void subtract(long count) {
        long now = counts;
        while (!COUNTS.compareAndSet(this, now, now - count)) {
            now = counts;
        }
        if (now == count) {
            cleanable.clean();
        }
    }

    /** Another owner; of what is closed already it opens nothing again. */
    public final void share() {
        for (long now = counts; now >= OWNER && !COUNTS.compareAndSet(this, now, now + OWNER);) {
            now = counts;
        }
    }

    public final void close() {
        subtract(OWNER);
    }
}
