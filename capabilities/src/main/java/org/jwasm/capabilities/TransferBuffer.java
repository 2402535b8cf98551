// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A direct buffer on the way between files and guests, which says where it is: asking Java for that takes longer than a short read of the
 * kernel's while it is interpreted. Taken from a pool, and given back with {@code close}.
 */
public final class TransferBuffer implements AutoCloseable {

    /** In bytes. */
    public static final int CAPACITY = 1 << 17;

    private static final int POOL_SIZE = 8;
    /** The one that is taken first. */
    private static final AtomicReference<TransferBuffer> SPARE = new AtomicReference<>();
    private static final ConcurrentLinkedQueue<TransferBuffer> POOL = new ConcurrentLinkedQueue<>();

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(CAPACITY);
    private final long address = MemorySegment.ofBuffer(bytes).address();

    private TransferBuffer() {
    }

    /** One that nobody else has; what is in it may be left over from others, and is not for guests to see. */
    public static TransferBuffer take() {
        TransferBuffer free = SPARE.getAndSet(null);
        return free == null ? takeAnother() : free;
    }

    // Apart, as the rare case: what is compiled into callers of the common one has to be small.
    private static TransferBuffer takeAnother() {
        TransferBuffer free = POOL.poll();
        return free == null ? new TransferBuffer() : free;
    }

    @Override
    public void close() {
        if (!SPARE.compareAndSet(null, this)) {
            giveBack();
        }
    }

    private void giveBack() {
        if (POOL.size() < POOL_SIZE) {
            POOL.add(this);
        }
    }

    /** Transfers go between its position and limit. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** Where its first byte is. */
    long address() {
        return address;
    }
}
