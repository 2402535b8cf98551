// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * Hashes sequences of numbers into 64 bits such that a module can't be made to have many types of the same hash: by
 * multiplications with keys that differ from process to process.
 */
final class StructuralHash {

    private static final long START;
    private static final long KEY;

    static {
        ByteBuffer random = ByteBuffer.wrap(secret());
        START = random.getLong();
        KEY = random.getLong() | 1;
    }

    private long state = START;

    /** Random bytes: from the system itself where it has a file of them, as Java's way to them takes ten milliseconds of a start. */
    private static byte[] secret() {
        byte[] bytes = new byte[2 * Long.BYTES];
        try (InputStream system = Files.newInputStream(Path.of("/dev/urandom"))) {
            if (system.readNBytes(bytes, 0, bytes.length) == bytes.length) {
                return bytes;
            }
        } catch (IOException e) {
            // As on Windows.
        }
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

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
