// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.nio.ByteBuffer;

/** The buffers of a scattered read or gathered write, all of them in bounds, and a position in them. */
final class Vectors {

    private static final int MAX_VECTORS = 1024;
    /** The kernel of Linux transfers no more in one call; the count must fit 32 bits. */
    private static final long MAX_BYTES = 0x7FFF_F000L;

    private final Guest guest;
    private final long[] addresses;
    private final long[] lengths;
    private int index;
    private long offset;
    private long remaining;

    /** @throws WasiException INVAL for more than 1024 buffers, FAULT if one is out of bounds */
    Vectors(Guest guest, long pointer, long count) throws WasiException {
        this.guest = guest;
        long number = Guest.unsigned(count);
        if (number > MAX_VECTORS) {
            throw new WasiException(Errno.INVAL);
        }
        this.addresses = new long[(int) number];
        this.lengths = new long[(int) number];
        long array = guest.range(pointer, number * 8);
        for (int i = 0; i < number; i++) {
            long length = Guest.unsigned(guest.loadInt(array + 8L * i + 4));
            addresses[i] = guest.range(guest.loadInt(array + 8L * i), length);
            lengths[i] = Math.min(length, MAX_BYTES - remaining);
            remaining += lengths[i];
        }
    }

    /** The bytes that have not been transferred yet. */
    long remaining() {
        return remaining;
    }

    /** Fills the buffer from the memory as far as either goes. */
    void gather(ByteBuffer target) throws WasiException {
        while (target.hasRemaining() && remaining > 0) {
            int run = run(target);
            int limit = target.limit();
            target.limit(target.position() + run);
            guest.read(addresses[index] + offset, target);
            target.limit(limit);
            advance(run);
        }
    }

    /** Empties the buffer into the memory as far as either goes. */
    void scatter(ByteBuffer source) throws WasiException {
        while (source.hasRemaining() && remaining > 0) {
            int run = run(source);
            int limit = source.limit();
            source.limit(source.position() + run);
            guest.write(addresses[index] + offset, source);
            source.limit(limit);
            advance(run);
        }
    }

    private int run(ByteBuffer buffer) {
        while (offset == lengths[index]) {
            index++;
            offset = 0;
        }
        return (int) Math.min(buffer.remaining(), lengths[index] - offset);
    }

    private void advance(int count) {
        offset += count;
        remaining -= count;
    }
}
