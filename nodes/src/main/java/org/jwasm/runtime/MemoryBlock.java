// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

/** The lower part of a memory: {@code size} bytes are in use, the array may be longer. Memories have limits of their own, so they are no heap. */
final class MemoryBlock extends HeapBoundary {

    final byte[] bytes;
    final int size;

    MemoryBlock(byte[] bytes, int size) {
        this.bytes = bytes;
        this.size = size;
    }
}
