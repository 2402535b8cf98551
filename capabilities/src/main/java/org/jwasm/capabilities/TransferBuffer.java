// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

import org.jwasm.capabilities.host.Spares;

/**
 * A direct buffer on the way between files and guests, which says where it is: asking Java for that takes longer than a short read of the
 * kernel's while it is interpreted. Taken from a pool, and given back with {@code close}.
 */
public final class TransferBuffer implements AutoCloseable {

    /** In bytes. */
    public static final int CAPACITY = 1 << 17;

    private static final int POOL_SIZE = 8;
    private static final Spares<TransferBuffer> SPARES = new Spares<>(POOL_SIZE);

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(CAPACITY);
    private final long address = MemorySegment.ofBuffer(bytes).address();

    private TransferBuffer() {
    }

    /** One that nobody else has; what is in it may be left over from others, and is not for guests to see. */
    public static TransferBuffer take() {
        TransferBuffer free = SPARES.take();
        return free == null ? new TransferBuffer() : free;
    }

    @Override
    public void close() {
        SPARES.giveBack(this);
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
