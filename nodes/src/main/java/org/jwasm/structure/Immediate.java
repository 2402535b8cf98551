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
    VALUE_TYPES
}
