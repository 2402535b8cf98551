// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** What follows an opcode in the binary format. Spec: Binary Format, Instructions. */
public enum Immediate {
    NONE,
    BLOCK_TYPE,
    LABEL,
    /** A vector of labels and a default label. */
    LABELS,
    FUNCTION,
    /** A type index, then a table index. */
    TYPE_TABLE,
    LOCAL,
    GLOBAL,
    TABLE,
    /** Two table indices: destination, source. */
    TABLE_TABLE,
    /** An element segment index, then a table index. */
    ELEM_TABLE,
    ELEM,
    MEMARG,
    MEMORY,
    /** Two memory indices: destination, source. */
    MEMORY_MEMORY,
    /** A data segment index, then a memory index. */
    DATA_MEMORY,
    DATA,
    I32,
    I64,
    F32,
    F64,
    HEAP_TYPE,
    /** A vector of value types. */
    VALUE_TYPES,
    TYPE,
    /** Two type indices: destination, source. */
    TYPE_TYPE,
    /** A type index, then a field index. */
    TYPE_FIELD,
    /** A type index, then the number of operands. */
    TYPE_LENGTH,
    /** A type index, then a data segment index. */
    TYPE_DATA,
    /** A type index, then an element segment index. */
    TYPE_ELEM,
    /** A byte of null flags, a label, the heap type cast from, the heap type cast to. */
    CAST,
    TAG,
    /** A block type, then a vector of catch clauses. */
    TRY_TABLE,
    /** 16 bytes. */
    V128,
    /** 16 lane indices, of 32 lanes. */
    LANES,
    /** A lane index, less than {@link Opcode#lanes()}. */
    LANE,
    /** A memory argument, then a lane index, less than {@link Opcode#lanes()}. */
    MEMARG_LANE,
    /** A byte that must be zero. */
    ZERO_BYTE
}
