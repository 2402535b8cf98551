// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/**
 * A file descriptor of the host with its users and owners counted: its number can't be given to another file while a call
 * uses it. A forgotten one is closed when it is garbage.
 */
final class LinuxHandle {

    private static final Cleaner CLEANER = Cleaner.create();

    private final int descriptor;
    private final Cleaner.Cleanable cleanable;
    private final AtomicInteger owners = new AtomicInteger(1);
    /** Calls that run now, plus one while there are owners. */
    private final AtomicInteger users = new AtomicInteger(1);

    LinuxHandle(int descriptor) {
        this.descriptor = descriptor;
        this.cleanable = CLEANER.register(this, new Closing(descriptor));
    }

    /** Without a reference to the handle. */
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
    int acquire() throws CapabilityException {
        for (int count = users.get(); count > 0; count = users.get()) {
            if (users.compareAndSet(count, count + 1)) {
                return descriptor;
            }
        }
        throw new CapabilityException(ErrorKind.BADF, "the file is closed");
    }

    void release() {
        int count = users.get();
        while (!users.compareAndSet(count, count - 1)) {
            count = users.get();
        }
        if (count == 1) {
            closeLate();
        }
    }

    /** By the last call, when the owners have closed it already. */
    private void closeLate() {
        cleanable.clean();
    }

    void share() {
        owners.incrementAndGet();
    }

    void close() {
        if (owners.decrementAndGet() == 0 && users.decrementAndGet() == 0) {
            cleanable.clean();
        }
    }
}
