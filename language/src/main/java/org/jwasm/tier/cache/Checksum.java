// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Finds what is damaged: 64 bits, of two polynomials. It is no seal, and nothing without a secret could be one; but Java computes it at the speed of memory
 * from the first call on, where digests are slow until the second compiler has seen to them.
 */
final class Checksum {

    /** In bytes. */
    static final int LENGTH = 8;

    private final CRC32 first = new CRC32();
    private final CRC32C second = new CRC32C();

    static long of(byte[] bytes) {
        Checksum checksum = new Checksum();
        checksum.add(bytes, bytes.length);
        return checksum.value();
    }

    /** For names of files: whoever opens one checks what is in it. */
    static String hex(String text) {
        return HexFormat.of().toHexDigits(of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param length of the first bytes that count */
    void add(byte[] bytes, int length) {
        first.update(bytes, 0, length);
        second.update(bytes, 0, length);
    }

    /** Of all that was added. */
    long value() {
        return second.getValue() << 32 | first.getValue();
    }
}
