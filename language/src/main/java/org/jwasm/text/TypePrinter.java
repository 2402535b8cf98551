// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.Arrays;

/** Prints types from their encoding and keeps what code needs to know of them. Spec: Binary Format, Types. */
final class TypePrinter {

    /** How many operands and results, or fields, a type has; an array has one field. */
    record Shape(int params, int results) {
    }

    /** A function type with more parameters isn't repeated where it is used, unless they have names there. */
    private static final int MOST_REPEATED = 32;

    private final PrintedNames names;
    private final ByteCursor section;
    /** By type: the number of operands or fields, the number of results, where a function type's parameters start or -1. */
    private int[] types = new int[48];
    private int typeCount;

    /**
     * @param section the content of the type section
     */
    TypePrinter(PrintedNames names, ByteCursor section) {
        this.names = names;
        this.section = section;
    }

    Shape shape(int type) {
        return type >= 0 && type < typeCount ? new Shape(types[3 * type], types[3 * type + 1]) : new Shape(0, 0);
    }

    private void add(int params, int results, int place) {
        int at = 3 * typeCount++;
        if (at == types.length) {
            types = Arrays.copyOf(types, 2 * at);
        }
        types[at] = params;
        types[at + 1] = results;
        types[at + 2] = place;
    }

    /** The type use of a function, with its parameters under the names of the locals of {@code function}. */
    String definition(int type, int function, ByteCursor where) {
        if (type < 0 || type >= typeCount || types[3 * type + 2] < 0) {
            throw where.malformed("unknown type");
        }
        StringBuilder text = new StringBuilder(use(type));
        if (shape(type).params() + shape(type).results() > MOST_REPEATED && !names.hasLocals(function)) {
            return text.toString();
        }
        ByteCursor in = section.at(types[3 * type + 2]);
        int params = in.count();
        boolean isOpen = false;
        for (int i = 0; i < params; i++) {
            String name = names.declare(PrintedNames.LOCALS, function, i);
            if (!isOpen || !name.isEmpty()) {
                text.append(isOpen ? ") (param" : " (param").append(name);
            }
            text.append(' ').append(valueType(in)).append(name.isEmpty() ? "" : ")");
            isOpen = name.isEmpty();
        }
        text.append(isOpen ? ")" : "");
        valueTypes("result", in, text);
        return text.toString();
    }

    String use(int type) {
        return " (type " + names.reference(PrintedNames.TYPES, type) + ")";
    }

    /** Prints all types. */
    void print(TextOutput out) {
        ByteCursor in = section.at(section.at());
        for (int i = in.count(); i > 0; i--) {
            if (in.peek() != 0x4E) {
                out.line(1, type(in));
                continue;
            }
            in.u8();
            out.line(1, "(rec");
            for (int j = in.count(); j > 0; j--) {
                out.line(2, type(in));
            }
            out.line(1, ")");
        }
    }

    private String type(ByteCursor in) {
        return "(type" + names.declare(PrintedNames.TYPES, typeCount) + " " + subType(in) + ")";
    }

    private String subType(ByteCursor in) {
        int form = in.peek();
        if (form != 0x50 && form != 0x4F) {
            return clauses(in) + compositeType(in);
        }
        in.u8();
        StringBuilder text = new StringBuilder(form == 0x4F ? "(sub final" : "(sub");
        for (int i = in.count(); i > 0; i--) {
            text.append(' ').append(names.reference(PrintedNames.TYPES, in.u32()));
        }
        return text.append(' ').append(clauses(in)).append(compositeType(in)).append(')').toString();
    }

    private String clauses(ByteCursor in) {
        StringBuilder text = new StringBuilder();
        while (in.peek() == 0x4C || in.peek() == 0x4D) {
            text.append(in.u8() == 0x4C ? "(describes " : "(descriptor ");
            text.append(names.reference(PrintedNames.TYPES, in.u32())).append(") ");
        }
        return text.toString();
    }

    private String compositeType(ByteCursor in) {
        StringBuilder text = new StringBuilder();
        switch (in.u8()) {
            case 0x60 -> {
                int place = in.at();
                text.append("(func");
                int params = valueTypes("param", in, text);
                add(params, valueTypes("result", in, text), place);
            }
            case 0x5F -> {
                text.append("(struct");
                int count = in.count();
                for (int i = 0; i < count; i++) {
                    String name = names.declare(PrintedNames.FIELDS, typeCount, i);
                    text.append(" (field").append(name).append(' ').append(fieldType(in)).append(')');
                }
                add(count, 0, -1);
            }
            case 0x5E -> {
                text.append("(array ").append(fieldType(in));
                add(1, 0, -1);
            }
            default -> throw in.malformed("malformed definition type");
        }
        return text.append(')').toString();
    }

    /** Value types in parentheses after a word; nothing if there are none. */
    private int valueTypes(String word, ByteCursor in, StringBuilder text) {
        int count = in.count();
        if (count > 0) {
            text.append(" (").append(word);
            for (int i = 0; i < count; i++) {
                text.append(' ').append(valueType(in));
            }
            text.append(')');
        }
        return count;
    }

    private String fieldType(ByteCursor in) {
        String type = switch (in.peek()) {
            case 0x78 -> "i8";
            case 0x77 -> "i16";
            default -> null;
        };
        if (type == null) {
            type = valueType(in);
        } else {
            in.u8();
        }
        return in.u8() == 1 ? "(mut " + type + ")" : type;
    }

    String globalType(ByteCursor in) {
        String type = valueType(in);
        return in.u8() == 1 ? "(mut " + type + ")" : type;
    }

    String valueType(ByteCursor in) {
        String number = switch (in.peek()) {
            case 0x7F -> "i32";
            case 0x7E -> "i64";
            case 0x7D -> "f32";
            case 0x7C -> "f64";
            case 0x7B -> "v128";
            default -> null;
        };
        if (number == null) {
            return referenceType(in);
        }
        in.u8();
        return number;
    }

    String referenceType(ByteCursor in) {
        return switch (in.peek()) {
            case 0x64 -> {
                in.u8();
                yield "(ref " + heapType(in) + ")";
            }
            case 0x63 -> {
                in.u8();
                // The short form stands for the long one, which is what the reader writes.
                boolean isAbstract = isAbstract(in.peek());
                yield isAbstract ? abbreviation(heapType(in)) : "(ref null " + heapType(in) + ")";
            }
            default -> abbreviation(abstractType(in.u8(), in));
        };
    }

    private static String abbreviation(String heapType) {
        return heapType.equals("none") ? "nullref" : (heapType.startsWith("no") ? "null" + heapType.substring(2) : heapType) + "ref";
    }

    String heapType(ByteCursor in) {
        if (in.peek() == 0x62) {
            in.u8();
            return "(exact " + names.reference(PrintedNames.TYPES, in.u32()) + ")";
        }
        if (isAbstract(in.peek())) {
            return abstractType(in.u8(), in);
        }
        return names.reference(PrintedNames.TYPES, (int) in.signed());
    }

    private static boolean isAbstract(int code) {
        return code >= 0x69 && code <= 0x74;
    }

    private static String abstractType(int code, ByteCursor in) {
        return switch (code) {
            case 0x69 -> "exn";
            case 0x6A -> "array";
            case 0x6B -> "struct";
            case 0x6C -> "i31";
            case 0x6D -> "eq";
            case 0x6E -> "any";
            case 0x6F -> "extern";
            case 0x70 -> "func";
            case 0x71 -> "none";
            case 0x72 -> "noextern";
            case 0x73 -> "nofunc";
            case 0x74 -> "noexn";
            default -> throw in.malformed("malformed reference type");
        };
    }
}
