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
            long vector = guest.loadLong(array + 8L * i);
            long length = vector >>> 32;
            addresses[i] = guest.range(vector, length);
            lengths[i] = Math.min(length, MAX_BYTES - remaining);
            remaining += lengths[i];
        }
    }

    /** The bytes that have not been transferred yet. */
    long remaining() {
        return remaining;
    }

    /** The length of the only buffer; 0 if there are several. */
    int single() {
        return addresses.length == 1 ? (int) remaining : 0;
    }

    /** The array of the memory's that has all bytes of the first buffer, from {@link #address} on; null if they don't lie in one. */
    byte[] array() {
        return guest.array(addresses[0], lengths[0]);
    }

    /** Of the first buffer. */
    long address() {
        return addresses[0];
    }

    /** Fills a buffer from its start, from the memory, as far as either goes; its limit is then behind that. */
    void gather(ByteBuffer target) throws WasiException {
        target.clear();
        int filled = 0;
        while (filled < target.capacity() && remaining > 0) {
            int run = run(target.capacity() - filled);
            guest.read(addresses[index] + offset, target, filled, run);
            advance(run);
            filled += run;
        }
        target.limit(filled);
    }

    /** Puts the first {@code count} bytes of a buffer into the memory, as far as that goes. */
    void scatter(ByteBuffer source, int count) throws WasiException {
        int done = 0;
        while (done < count && remaining > 0) {
            int run = run(count - done);
            guest.write(addresses[index] + offset, source, done, run);
            advance(run);
            done += run;
        }
    }

    private int run(int most) {
        while (offset == lengths[index]) {
            index++;
            offset = 0;
        }
        return (int) Math.min(most, lengths[index] - offset);
    }

    private void advance(int count) {
        offset += count;
        remaining -= count;
    }
}
