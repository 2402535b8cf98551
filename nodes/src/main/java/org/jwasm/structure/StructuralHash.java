package org.jwasm.structure;

import java.security.SecureRandom;

/**
 * Hashes sequences of numbers into 64 bits such that a module can't be made to have many types of the same hash: by
 * multiplications with keys that differ from process to process.
 */
final class StructuralHash {

    private static final long START;
    private static final long KEY;

    static {
        SecureRandom random = new SecureRandom();
        START = random.nextLong();
        KEY = random.nextLong() | 1;
    }

    private long state = START;

    void add(long value) {
        long mixed = state ^ value;
        // Both halves of the product, so that each bit of the value counts for each of the result.
        state = mixed * KEY ^ Math.multiplyHigh(mixed, KEY);
    }

    void add(boolean value) {
        add(value ? 1 : 0);
    }

    /** The hash of all that was added; not 0. */
    long result() {
        return state == 0 ? START | 1 : state;
    }
}
