// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.ArrayList;
import java.util.List;

/**
 * How the values of a type lie in a 32-bit memory, and as which core values they are passed. Spec: Component Model, Canonical
 * ABI, Alignment; Element Size; Flattening.
 *
 * @param size in bytes, with padding: the distance of the elements of a list
 * @param alignment 1, 2, 4 or 8
 */
public record Layout(int size, int alignment) {

    /** More core parameters than this are passed in memory instead. */
    public static final int MAX_FLAT_PARAMS = 16;
    /** More core results than this are passed in memory instead. */
    public static final int MAX_FLAT_RESULTS = 1;
    /** The most bytes that one string or list may have. */
    public static final int MAX_BYTES = (1 << 28) - 1;

    private static final Layout POINTER_AND_LENGTH = new Layout(8, 4);

    private static Layout scalar(int size) {
        return new Layout(size, size);
    }

    /** That of a type. */
    public static Layout of(WitType type) {
        return switch (type) {
            case PrimitiveType primitive -> switch (primitive) {
                case BOOL, S8, U8 -> scalar(1);
                case S16, U16 -> scalar(2);
                case S32, U32, F32, CHAR -> scalar(4);
                case S64, U64, F64 -> scalar(8);
                case STRING -> POINTER_AND_LENGTH;
            };
            case ListType _ -> POINTER_AND_LENGTH;
            case RecordType record -> ofAll(record.parts());
            case TupleType tuple -> ofAll(tuple.elements());
            case FlagsType flags -> scalar(flags.flags().size() <= 8 ? 1 : flags.flags().size() <= 16 ? 2 : 4);
            case HandleType _ -> scalar(4);
            case VariantType _, EnumType _, OptionType _, ResultType _ -> ofVariant(type);
        };
    }

    /** That of values one after another, as of a record's fields. */
    public static Layout ofAll(List<WitType> types) {
        int end = 0;
        int alignment = 1;
        for (WitType type : types) {
            Layout layout = of(type);
            end = align(end, layout.alignment) + layout.size;
            alignment = Math.max(alignment, layout.alignment);
        }
        return new Layout(align(end, alignment), alignment);
    }

    /** Where each of several values lies that follow one another. */
    public static int[] offsets(List<WitType> types) {
        int[] offsets = new int[types.size()];
        int end = 0;
        for (int i = 0; i < offsets.length; i++) {
            Layout layout = of(types.get(i));
            offsets[i] = align(end, layout.alignment);
            end = offsets[i] + layout.size;
        }
        return offsets;
    }

    private static Layout ofVariant(WitType type) {
        Layout cases = ofCases(type);
        int alignment = Math.max(discriminantSize(caseCount(type)), cases.alignment);
        return new Layout(align(payloadOffset(type) + cases.size, alignment), alignment);
    }

    private static Layout ofCases(WitType type) {
        int size = 0;
        int alignment = 1;
        for (WitType part : type.parts()) {
            Layout layout = of(part);
            size = Math.max(size, layout.size);
            alignment = Math.max(alignment, layout.alignment);
        }
        return new Layout(size, alignment);
    }

    /** Where the payload of a variant, option or result lies. */
    public static int payloadOffset(WitType type) {
        return align(discriminantSize(caseCount(type)), ofCases(type).alignment);
    }

    /** The payloads of the cases of a variant, enum, option or result, in order; null for a case that has none. */
    public static WitType[] cases(WitType type) {
        return switch (type) {
            case VariantType variant -> variant.cases().stream().map(VariantType.Case::type).toArray(WitType[]::new);
            case EnumType enumeration -> new WitType[enumeration.cases().size()];
            case OptionType option -> new WitType[]{null, option.some()};
            case ResultType result -> new WitType[]{result.ok(), result.error()};
            default -> throw new IllegalArgumentException(type + " has no cases");
        };
    }

    private static int caseCount(WitType type) {
        return switch (type) {
            case VariantType variant -> variant.cases().size();
            case EnumType enumeration -> enumeration.cases().size();
            default -> 2;
        };
    }

    /** The bytes that say which of so many cases it is. */
    public static int discriminantSize(int cases) {
        return cases <= 1 << 8 ? 1 : cases <= 1 << 16 ? 2 : 4;
    }

    /** The core values that a value is passed as. */
    public static List<CoreType> flatten(WitType type) {
        List<CoreType> flat = new ArrayList<>();
        flatten(type, flat);
        return flat;
    }

    private static void flatten(WitType type, List<CoreType> flat) {
        switch (type) {
            case PrimitiveType primitive -> {
                switch (primitive) {
                    case BOOL, S8, U8, S16, U16, S32, U32, CHAR -> flat.add(CoreType.I32);
                    case S64, U64 -> flat.add(CoreType.I64);
                    case F32 -> flat.add(CoreType.F32);
                    case F64 -> flat.add(CoreType.F64);
                    case STRING -> flat.addAll(List.of(CoreType.I32, CoreType.I32));
                }
            }
            case ListType _ -> flat.addAll(List.of(CoreType.I32, CoreType.I32));
            case RecordType _, TupleType _ -> type.parts().forEach(part -> flatten(part, flat));
            case FlagsType _, HandleType _ -> flat.add(CoreType.I32);
            case VariantType _, EnumType _, OptionType _, ResultType _ -> {
                flat.add(CoreType.I32);
                int start = flat.size();
                type.parts().forEach(part -> joinInto(flat, start, flatten(part)));
            }
        }
    }

    private static void joinInto(List<CoreType> flat, int start, List<CoreType> part) {
        for (int i = 0; i < part.size(); i++) {
            if (start + i < flat.size()) {
                flat.set(start + i, flat.get(start + i).join(part.get(i)));
            } else {
                flat.add(part.get(i));
            }
        }
    }

    static int align(int offset, int alignment) {
        return offset + alignment - 1 & -alignment;
    }
}
