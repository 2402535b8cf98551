// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import org.jwasm.structure.Opcode;

/** How many operands instructions other than branches take and results they leave. */
final class OperandCounts {

    /** Numbers of operands and results. */
    record Count(int operands, int results) {
    }

    private final TypePrinter types;
    private final int[] functionTypes;
    private final int[] tagTypes;

    /**
     * @param functionTypes the type index of each function
     * @param tagTypes the type index of each tag
     */
    OperandCounts(TypePrinter types, int[] functionTypes, int[] tagTypes) {
        this.types = types;
        this.functionTypes = functionTypes;
        this.tagTypes = tagTypes;
    }

    /** The counts of an instruction before whose immediates {@code in} is. */
    Count of(Opcode opcode, ByteCursor in) {
        if (opcode.operands() != null) {
            return new Count(opcode.operands().length(), opcode.results().length());
        }
        return switch (opcode.immediate()) {
            case FUNCTION -> opcode == Opcode.REF_FUNC ? new Count(0, 1) : call(type(functionTypes, peekIndex(in)), 0);
            case TYPE_TABLE -> call(peekIndex(in), 1);
            case TAG -> new Count(types.shape(type(tagTypes, peekIndex(in))).params(), 0);
            case TYPE, TYPE_LENGTH -> ofType(opcode, in);
            default -> fixed(opcode);
        };
    }

    private Count call(int type, int more) {
        TypePrinter.Shape shape = types.shape(type);
        return new Count(shape.params() + more, shape.results());
    }

    private static int type(int[] all, int index) {
        return index >= 0 && index < all.length ? all[index] : -1;
    }

    private static int peekIndex(ByteCursor in) {
        return new ByteCursor(in).u32();
    }

    private Count ofType(Opcode opcode, ByteCursor in) {
        return switch (opcode) {
            case CALL_REF, RETURN_CALL_REF -> call(peekIndex(in), 1);
            case STRUCT_NEW -> new Count(types.shape(peekIndex(in)).params(), 1);
            case STRUCT_NEW_DESC -> new Count(types.shape(peekIndex(in)).params() + 1, 1);
            case STRUCT_NEW_DEFAULT -> new Count(0, 1);
            case ARRAY_NEW_FIXED -> {
                ByteCursor ahead = new ByteCursor(in);
                ahead.u32();
                int length = ahead.u32();
                yield new Count(length < 0 ? Integer.MAX_VALUE : length, 1);
            }
            case ARRAY_NEW, ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> new Count(2, 1);
            case ARRAY_SET -> new Count(3, 0);
            case ARRAY_FILL -> new Count(4, 0);
            default -> new Count(1, 1);
        };
    }

    private static Count fixed(Opcode opcode) {
        return switch (opcode) {
            case LOCAL_GET, GLOBAL_GET, REF_NULL, TABLE_SIZE -> new Count(0, 1);
            case LOCAL_SET, GLOBAL_SET, DROP, THROW_REF -> new Count(1, 0);
            case LOCAL_TEE, TABLE_GET, REF_IS_NULL, REF_AS_NON_NULL, STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U, ARRAY_LEN, REF_TEST,
                            REF_TEST_NULL, REF_CAST, REF_CAST_NULL, ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY, REF_I31, I31_GET_S, I31_GET_U ->
                new Count(1, 1);
            case TABLE_SET, STRUCT_SET -> new Count(2, 0);
            case TABLE_GROW, REF_EQ, ARRAY_NEW_DATA, ARRAY_NEW_ELEM, REF_CAST_DESC_EQ, REF_CAST_DESC_EQ_NULL -> new Count(2, 1);
            case SELECT, SELECT_T -> new Count(3, 1);
            case TABLE_FILL, TABLE_INIT, TABLE_COPY, MEMORY_COPY -> new Count(3, 0);
            case ARRAY_INIT_DATA, ARRAY_INIT_ELEM -> new Count(4, 0);
            case ARRAY_COPY -> new Count(5, 0);
            default -> new Count(0, 0);
        };
    }
}
