// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.validation;

import java.util.Set;

import org.jwasm.structure.Feature;
import org.jwasm.structure.Immediate;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ValueType;
import org.jwasm.structure.VectorType;

/** How an instruction is checked. Most follow from its entry in the instruction table. */
enum Rule {
    /** The instruction's feature is not enabled. */
    DISABLED,
    /** One operand, one result, no immediate. */
    UNARY,
    /** Two operands of the same type, one result, no immediate. */
    BINARY,
    CONSTANT,
    LOAD,
    STORE,
    /** Any other instruction with a signature. */
    PLAIN,
    /** The instruction's own rule in control instructions. */
    CONTROL,
    /** The instruction's own rule in exception instructions. */
    EXCEPTION,
    LOCAL_GET,
    LOCAL_SET,
    LOCAL_TEE,
    /** The instruction's own rule in reference and aggregate instructions. */
    REFERENCE,
    /** The instruction's own rule elsewhere. */
    OTHER;

    private static final Opcode[] OPCODES = Opcode.values();
    private static final ValueType[] OPERANDS = new ValueType[OPCODES.length];
    private static final ValueType[] RESULTS = new ValueType[OPCODES.length];

    static {
        for (Opcode opcode : OPCODES) {
            OPERANDS[opcode.ordinal()] = last(opcode.operands());
            RESULTS[opcode.ordinal()] = last(opcode.results());
        }
    }

    /** The rules by the ordinal of the opcode. */
    static Rule[] table(Set<Feature> features) {
        Rule[] table = new Rule[OPCODES.length];
        for (Opcode opcode : OPCODES) {
            // The legacy proposal has the instruction too.
            boolean enabled = opcode.feature() == null || features.contains(opcode.feature())
                            || opcode == Opcode.THROW && features.contains(Feature.LEGACY_EXCEPTIONS);
            table[opcode.ordinal()] = enabled ? of(opcode) : DISABLED;
        }
        return table;
    }

    /** The type of an instruction's last operand, if it has a signature with operands that aren't addresses. */
    static ValueType operand(Opcode opcode) {
        return OPERANDS[opcode.ordinal()];
    }

    /** The type of an instruction's result, if it has a signature with a result that isn't an address. */
    static ValueType result(Opcode opcode) {
        return RESULTS[opcode.ordinal()];
    }

    /** The type of a letter of a signature, or null for that of an address. */
    static ValueType ofLetter(char letter) {
        return switch (letter) {
            case 'i' -> NumberType.I32;
            case 'l' -> NumberType.I64;
            case 'f' -> NumberType.F32;
            case 'd' -> NumberType.F64;
            case 'v' -> VectorType.V128;
            case 'a' -> null;
            default -> throw new IllegalArgumentException("signature letter " + letter);
        };
    }

    private static ValueType last(String letters) {
        return letters == null || letters.isEmpty() ? null : ofLetter(letters.charAt(letters.length() - 1));
    }

    private static Rule of(Opcode opcode) {
        if (opcode.operands() != null) {
            return ofSignature(opcode.operands(), opcode.results(), opcode.immediate());
        }
        return switch (opcode) {
            case LOCAL_GET -> LOCAL_GET;
            case LOCAL_SET -> LOCAL_SET;
            case LOCAL_TEE -> LOCAL_TEE;
            case UNREACHABLE, NOP, BLOCK, LOOP, IF, ELSE, END, BR, BR_IF, BR_TABLE, RETURN, CALL, CALL_INDIRECT, CALL_REF,
                            RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST,
                            BR_ON_CAST_FAIL, BR_ON_CAST_DESC_EQ, BR_ON_CAST_DESC_EQ_FAIL -> CONTROL;
            case THROW, THROW_REF, TRY_TABLE, TRY, CATCH, CATCH_ALL, DELEGATE, RETHROW -> EXCEPTION;
            case REF_AS_NON_NULL -> REFERENCE;
            default -> opcode.feature() == Feature.GC || opcode.feature() == Feature.CUSTOM_DESCRIPTORS ? REFERENCE : OTHER;
        };
    }

    private static Rule ofSignature(String operands, String results, Immediate immediate) {
        return switch (immediate) {
            case NONE -> ofPlainSignature(operands, results);
            case I32, I64, F32, F64, V128 -> CONSTANT;
            case MEMARG -> operands.equals("a") ? LOAD : operands.length() == 2 && results.isEmpty() ? STORE : PLAIN;
            default -> PLAIN;
        };
    }

    private static Rule ofPlainSignature(String operands, String results) {
        if (results.length() != 1) {
            return PLAIN;
        }
        boolean binary = operands.length() == 2 && operands.charAt(0) == operands.charAt(1);
        return operands.length() == 1 ? UNARY : binary ? BINARY : PLAIN;
    }
}
