// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.Arrays;

/** The arrays of what a {@link WasmMemory} has above its lower part, each but the last of 1 GiB. */
final class MemoryChunks {

    static final int BITS = 30;
    static final int SIZE = 1 << BITS;

    private MemoryChunks() {
    }

    /** Atomic accesses to bytes go by the word that they are in. */
    static int wholeWords(long size) {
        return (int) (size + 7 & -8);
    }

    /**
     * The arrays after a growth; those that have enough are the same.
     *
     * @param needed in bytes, as is {@code room}
     * @param room what the last of them is to have place for
     * @throws OutOfMemoryError the host hasn't so much, and nothing has changed
     */
    static byte[][] grown(byte[][] before, long needed, long room) {
        int chunks = (int) ((needed + SIZE - 1) >> BITS);
        byte[][] grown = Arrays.copyOf(before, Math.max(chunks, before.length));
        for (int i = Math.max(0, before.length - 1); i < chunks; i++) {
            long start = (long) i << BITS;
            int length = wholeWords(Math.min(SIZE, room - start));
            if (grown[i] == null) {
                grown[i] = new byte[length];
            } else if (length > grown[i].length) {
                grown[i] = Arrays.copyOf(grown[i], Math.max(length, Math.min(SIZE, grown[i].length + (grown[i].length >> 1))));
            }
        }
        return grown;
    }
}
