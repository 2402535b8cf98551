// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.io.ByteArrayOutputStream;

/** LEB128 numbers, also longer than needed. Spec: Binary Format, Values. */
final class Leb {

    private Leb() {
    }

    /** The unsigned value in at least {@code length} bytes. */
    static byte[] unsigned(long value, int length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        do {
            boolean more = rest >>> 7 != 0 || bytes.size() + 1 < length;
            bytes.write((int) (rest & 0x7f) | (more ? 0x80 : 0));
            rest >>>= 7;
        } while (rest != 0 || bytes.size() < length);
        return bytes.toByteArray();
    }
}
