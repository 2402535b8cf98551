// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.util.List;

import org.jwasm.runtime.V128;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ValueType;

/** Ways through validated code that look at nothing. */
public final class Immediates {

    private Immediates() {
    }

    /** Steps over what follows an opcode. */
    public static void skip(CodeReader reader, Opcode opcode) {
        switch (opcode.immediate()) {
            case NONE -> {
            }
            case BLOCK_TYPE -> reader.readBlockType();
            case LABEL, TAG, FUNCTION, LOCAL, GLOBAL, TABLE, ELEM, MEMORY, DATA, TYPE -> reader.readU32();
            case TRY_TABLE -> {
                reader.readBlockType();
                CatchReader clauses = new CatchReader(reader);
                while (clauses.next()) { }
            }
            case LABELS -> reader.readLabels();
            case TYPE_TABLE, TABLE_TABLE, ELEM_TABLE, MEMORY_MEMORY, DATA_MEMORY, TYPE_TYPE, TYPE_FIELD, TYPE_LENGTH, TYPE_DATA, TYPE_ELEM -> {
                reader.readU32();
                reader.readU32();
            }
            case MEMARG -> reader.readMemarg();
            case MEMARG_LANE -> {
                reader.readMemarg();
                reader.readByte();
            }
            case LANES, V128 -> reader.skip(V128.SIZE);
            case LANE, ZERO_BYTE -> reader.readByte();
            case I32 -> reader.readI32();
            case I64 -> reader.readI64();
            case F32 -> reader.readFixed32();
            case F64 -> reader.readFixed64();
            case HEAP_TYPE -> reader.readHeapType();
            case CAST -> {
                reader.readByte();
                reader.readU32();
                reader.readHeapType();
                reader.readHeapType();
            }
            case VALUE_TYPES -> {
                for (int count = reader.readU32(); count > 0; count--) {
                    reader.readValueType();
                }
            }
        }
    }

    /** Reads the declarations at the start of a body, and adds a type for each local. */
    public static void readLocals(CodeReader reader, List<ValueType> locals) {
        for (int groups = reader.readU32(); groups > 0; groups--) {
            int count = reader.readU32();
            ValueType type = reader.readValueType();
            for (int i = 0; i < count; i++) {
                locals.add(type);
            }
        }
    }
}
