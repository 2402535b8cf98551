// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/**
 * Bytes that initialise a memory. Spec: Structure, Modules, Data Segments.
 *
 * @param memory the memory index, or -1 if the segment is passive
 * @param offset where an active segment goes, or null
 * @param start offset of the bytes in the module
 * @param length in bytes
 */
public record DataSegment(int memory, ConstantExpression offset, int start, int length) {

    public boolean isActive() {
        return memory >= 0;
    }
}
