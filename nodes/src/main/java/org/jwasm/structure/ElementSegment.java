// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/**
 * References that initialise a table. Spec: Structure, Modules, Element Segments.
 *
 * @param table the table index of an active segment, else -1
 * @param offset where an active segment goes, or null
 * @param functions the function indices if the segment is given by them, else null
 * @param expressions the elements if the segment is given by expressions, else null
 */
public record ElementSegment(Mode mode, int table, ConstantExpression offset, ReferenceType type, int[] functions,
                ConstantExpression[] expressions) {

    /** Spec: segment modes. */
    public enum Mode {
        ACTIVE,
        PASSIVE,
        DECLARATIVE
    }

    public int length() {
        return functions != null ? functions.length : expressions.length;
    }
}
