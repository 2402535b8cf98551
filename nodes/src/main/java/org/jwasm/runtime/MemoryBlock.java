// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.lang.foreign.MemorySegment;

/** The lower part of a memory: {@code size} bytes are in use, the array may be longer. Memories have limits of their own, so they are no heap. */
final class MemoryBlock extends HeapBoundary {

    final byte[] bytes;
    final int size;
    /** The array, for calls of the host's system; null until there was one. Whoever makes one at the same time makes the same. */
    private MemorySegment segment;

    MemoryBlock(byte[] bytes, int size) {
        this.bytes = bytes;
        this.size = size;
    }

    MemorySegment segment() {
        MemorySegment made = segment;
        if (made == null) {
            made = MemorySegment.ofArray(bytes);
            segment = made;
        }
        return made;
    }
}
