// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import org.jwasm.structure.Opcode;

/** Prints what follows a mnemonic, with a space before each part. Spec: Binary Format, Instructions. */
final class ImmediatePrinter {

    private final PrintedNames names;
    private final TypePrinter types;

    ImmediatePrinter(PrintedNames names, TypePrinter types) {
        this.names = names;
        this.types = types;
    }

    /** Prints all immediates but labels, which need to know what is around them. */
    String print(Opcode opcode, int function, ByteCursor in) {
        return switch (opcode.immediate()) {
            case NONE -> "";
            case FUNCTION -> reference(PrintedNames.FUNCTIONS, in);
            case LOCAL -> " " + names.reference(PrintedNames.LOCALS, function, in.u32());
            case GLOBAL -> reference(PrintedNames.GLOBALS, in);
            case TAG -> reference(PrintedNames.TAGS, in);
            case ELEM -> reference(PrintedNames.ELEMENTS, in);
            case DATA -> reference(PrintedNames.DATA, in);
            case TABLE -> optional(PrintedNames.TABLES, in.u32());
            case MEMORY -> optional(PrintedNames.MEMORIES, in.u32());
            case TABLE_TABLE -> pair(PrintedNames.TABLES, in);
            case MEMORY_MEMORY -> pair(PrintedNames.MEMORIES, in);
            case TYPE_TABLE -> {
                String type = types.use(in.u32());
                yield optional(PrintedNames.TABLES, in.u32()) + type;
            }
            case ELEM_TABLE -> {
                String segment = reference(PrintedNames.ELEMENTS, in);
                yield optional(PrintedNames.TABLES, in.u32()) + segment;
            }
            case DATA_MEMORY -> {
                String segment = reference(PrintedNames.DATA, in);
                yield optional(PrintedNames.MEMORIES, in.u32()) + segment;
            }
            case MEMARG -> memoryArgument(opcode, in);
            case MEMARG_LANE -> memoryArgument(opcode, in) + " " + in.u8();
            case LANE -> " " + in.u8();
            case LANES -> lanes(in);
            case I32 -> " " + (int) in.signed();
            case I64 -> " " + in.signed();
            case F32 -> " " + f32((int) in.littleEndian(Integer.BYTES));
            case F64 -> " " + f64(in.littleEndian(Long.BYTES));
            case V128 -> " i64x2 " + in.littleEndian(Long.BYTES) + " " + in.littleEndian(Long.BYTES);
            case ZERO_BYTE -> {
                in.u8();
                yield "";
            }
            case VALUE_TYPES -> valueTypes(in);
            case HEAP_TYPE -> heapType(opcode, in);
            case TYPE -> reference(PrintedNames.TYPES, in);
            case TYPE_TYPE -> reference(PrintedNames.TYPES, in) + reference(PrintedNames.TYPES, in);
            case TYPE_FIELD -> {
                int type = in.u32();
                yield " " + names.reference(PrintedNames.TYPES, type) + " " + names.reference(PrintedNames.FIELDS, type, in.u32());
            }
            case TYPE_LENGTH -> reference(PrintedNames.TYPES, in) + " " + Integer.toUnsignedString(in.u32());
            case TYPE_DATA -> reference(PrintedNames.TYPES, in) + reference(PrintedNames.DATA, in);
            case TYPE_ELEM -> reference(PrintedNames.TYPES, in) + reference(PrintedNames.ELEMENTS, in);
            case BLOCK_TYPE, LABEL, LABELS, CAST, TRY_TABLE -> throw new AssertionError(opcode);
        };
    }

    private String reference(int space, ByteCursor in) {
        return " " + names.reference(space, in.u32());
    }

    private String optional(int space, int index) {
        return index == 0 ? "" : " " + names.reference(space, index);
    }

    private String pair(int space, ByteCursor in) {
        int first = in.u32();
        int second = in.u32();
        return first == 0 && second == 0 ? "" : " " + names.reference(space, first) + " " + names.reference(space, second);
    }

    private String memoryArgument(Opcode opcode, ByteCursor in) {
        int flags = in.u32();
        String text = (flags & 0x40) != 0 ? optional(PrintedNames.MEMORIES, in.u32()) : "";
        long offset = in.u64();
        int alignment = flags & ~0x40;
        if (alignment < 0 || alignment >= Long.SIZE) {
            throw in.malformed("malformed memop flags");
        }
        return text + (offset == 0 ? "" : " offset=" + Long.toUnsignedString(offset))
                        + (alignment == opcode.alignment() ? "" : " align=" + Long.toUnsignedString(1L << alignment));
    }

    private static String lanes(ByteCursor in) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            text.append(' ').append(in.u8());
        }
        return text.toString();
    }

    private String valueTypes(ByteCursor in) {
        StringBuilder text = new StringBuilder(" (result");
        for (int i = in.count(); i > 0; i--) {
            text.append(' ').append(types.valueType(in));
        }
        return text.append(')').toString();
    }

    private String heapType(Opcode opcode, ByteCursor in) {
        return switch (opcode) {
            case REF_NULL -> " " + types.heapType(in);
            case REF_TEST_NULL, REF_CAST_NULL, REF_CAST_DESC_EQ_NULL -> " (ref null " + types.heapType(in) + ")";
            default -> " (ref " + types.heapType(in) + ")";
        };
    }

    private static String f32(int bits) {
        float value = Float.intBitsToFloat(bits);
        if (Float.isNaN(value)) {
            return (bits < 0 ? "-" : "") + "nan:0x" + Integer.toHexString(bits & 0x7FFFFF);
        }
        return Float.isInfinite(value) ? value < 0 ? "-inf" : "inf" : Float.toString(value);
    }

    private static String f64(long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isNaN(value)) {
            return (bits < 0 ? "-" : "") + "nan:0x" + Long.toHexString(bits & 0xFFFFFFFFFFFFFL);
        }
        return Double.isInfinite(value) ? value < 0 ? "-inf" : "inf" : Double.toString(value);
    }
}
