package org.jwasm.text;

import java.util.ArrayList;
import java.util.List;

/** Prints types from their encoding and keeps what code needs to know of them. Spec: Binary Format, Types. */
final class TypePrinter {

    /** How many operands and results, or fields, a type has; an array has one field. */
    record Shape(int params, int results) {
    }

    private final PrintedNames names;
    private final List<Shape> shapes = new ArrayList<>();
    private final List<String> signatures = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();

    TypePrinter(PrintedNames names) {
        this.names = names;
    }

    Shape shape(int type) {
        return type >= 0 && type < shapes.size() ? shapes.get(type) : new Shape(0, 0);
    }

    /** The type use of a function, with its parameters under the names of the locals of {@code function}. */
    String definition(int type, int function, ByteCursor where) {
        if (type < 0 || type >= signatures.size() || signatures.get(type) == null) {
            throw where.malformed("unknown type");
        }
        StringBuilder text = new StringBuilder(use(type));
        int index = 0;
        for (String parameter : parameters.get(type).isEmpty() ? new String[0] : parameters.get(type).split("\n")) {
            String name = names.of(PrintedNames.LOCALS, function, index++);
            text.append(" (param ").append(name == null ? "" : name + " ").append(parameter).append(')');
        }
        return text.append(signatures.get(type)).toString();
    }

    String use(int type) {
        return " (type " + names.reference(PrintedNames.TYPES, type) + ")";
    }

    /** A recursive type as one or more fields of a module. */
    String recursiveType(ByteCursor in) {
        if (in.peek() != 0x4E) {
            return "(type" + name() + " " + subType(in) + ")";
        }
        in.u8();
        StringBuilder text = new StringBuilder("(rec");
        for (int i = in.count(); i > 0; i--) {
            text.append(" (type").append(name()).append(' ').append(subType(in)).append(')');
        }
        return text.append(')').toString();
    }

    private String name() {
        String name = names.of(PrintedNames.TYPES, shapes.size());
        return name == null ? "" : " " + name;
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
        int type = shapes.size();
        switch (in.u8()) {
            case 0x60 -> {
                List<String> params = valueTypes(in);
                List<String> results = valueTypes(in);
                shapes.add(new Shape(params.size(), results.size()));
                String resultText = results.isEmpty() ? "" : " (result " + String.join(" ", results) + ")";
                signatures.add(resultText);
                parameters.add(String.join("\n", params));
                return "(func" + (params.isEmpty() ? "" : " (param " + String.join(" ", params) + ")") + resultText + ")";
            }
            case 0x5F -> {
                StringBuilder text = new StringBuilder("(struct");
                int count = in.count();
                shapes.add(new Shape(count, 0));
                for (int i = 0; i < count; i++) {
                    String name = names.of(PrintedNames.FIELDS, type, i);
                    text.append(" (field ").append(name == null ? "" : name + " ").append(fieldType(in)).append(')');
                }
                signatures.add(null);
                parameters.add("");
                return text.append(')').toString();
            }
            case 0x5E -> {
                shapes.add(new Shape(1, 0));
                signatures.add(null);
                parameters.add("");
                return "(array " + fieldType(in) + ")";
            }
            default -> throw in.malformed("malformed definition type");
        }
    }

    private List<String> valueTypes(ByteCursor in) {
        List<String> types = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            types.add(valueType(in));
        }
        return types;
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
                yield "(ref null " + heapType(in) + ")";
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
        if (in.peek() >= 0x69 && in.peek() <= 0x74) {
            return abstractType(in.u8(), in);
        }
        return names.reference(PrintedNames.TYPES, (int) in.signed());
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
