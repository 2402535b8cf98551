// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.EnumSet;
import java.util.Set;

import org.jwasm.structure.Feature;
import org.jwasm.structure.Immediate;
import org.jwasm.structure.Opcode;

/** Groups of instructions that a generated module has or has not. */
enum Family {
    NUMERIC, VARIABLES, CONTROL, MEMORY, CALLS, BULK_MEMORY, TABLES, TAIL_CALLS, FUNCTION_REFERENCES, AGGREGATES, EXCEPTIONS, VECTORS,
    ATOMICS, WIDE_ARITHMETIC;

    private static final Set<Opcode> OF_TABLES = EnumSet.of(Opcode.TABLE_GET, Opcode.TABLE_SET, Opcode.TABLE_INIT, Opcode.ELEM_DROP,
                    Opcode.TABLE_COPY, Opcode.TABLE_GROW, Opcode.TABLE_SIZE, Opcode.TABLE_FILL, Opcode.CALL_INDIRECT);
    private static final Set<Opcode> OF_REFERENCES = EnumSet.of(Opcode.REF_NULL, Opcode.REF_IS_NULL, Opcode.REF_FUNC);

    /** The family of an opcode; null if it is in none: {@code else} and {@code end}, and what this fuzzer leaves out. */
    static Family of(Opcode opcode) {
        if (opcode == Opcode.ELSE || opcode == Opcode.END) {
            return null;
        }
        if (OF_TABLES.contains(opcode)) {
            return TABLES;
        }
        if (OF_REFERENCES.contains(opcode)) {
            return FUNCTION_REFERENCES;
        }
        if (opcode.feature() == null || opcode == Opcode.SELECT_T) {
            return ofFirstVersion(opcode);
        }
        return switch (opcode.feature()) {
            case SIGN_EXTENSION, SATURATING_FLOAT_TO_INT -> NUMERIC;
            case BULK_MEMORY -> BULK_MEMORY;
            case TAIL_CALL -> TAIL_CALLS;
            case TYPED_FUNCTION_REFERENCES -> FUNCTION_REFERENCES;
            case GC -> AGGREGATES;
            case EXCEPTIONS -> EXCEPTIONS;
            case SIMD -> VECTORS;
            case THREADS -> ATOMICS;
            case WIDE_ARITHMETIC -> WIDE_ARITHMETIC;
            default -> null;
        };
    }

    private static Family ofFirstVersion(Opcode opcode) {
        if (opcode.immediate() == Immediate.MEMARG || opcode.immediate() == Immediate.MEMORY) {
            return MEMORY;
        }
        if (opcode == Opcode.CALL) {
            return CALLS;
        }
        if (opcode.immediate() == Immediate.LOCAL || opcode.immediate() == Immediate.GLOBAL) {
            return VARIABLES;
        }
        return opcode.operands() == null ? CONTROL : NUMERIC;
    }

    /** Whether a peer without wide arithmetic can run modules with this family. */
    boolean isStandard() {
        return this != WIDE_ARITHMETIC;
    }

    /** What the fuzzer leaves out, with reasons in docs/testing.md. */
    static boolean isLeftOut(Opcode opcode) {
        return opcode.feature() == Feature.RELAXED_SIMD || opcode.feature() == Feature.LEGACY_EXCEPTIONS
                        || opcode.feature() == Feature.CUSTOM_DESCRIPTORS;
    }
}
