// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;

/**
 * Prints a module in the text format, with the names of its name section, so that {@link WatReader} reads the same module
 * back. Spec: Text Format.
 */
public final class WatPrinter {

    private static final int HEADER = 8;
    private static final int CODE = 10;
    /** What validators of others allow too; the text has a word for each local. */
    private static final int MOST_LOCALS = 50_000;
    /** The locals of all functions together: a short module can declare so many that nobody wants the text. */
    private static final long LEAST_OF_ALL_LOCALS = 10_000_000;
    private static final long LOCALS_PER_BYTE = 8;
    private static final String[] SECTIONS = {null, "type", "import", "func", "table", "memory", "global", "export", "start", "elem",
        "code", "data", "datacount", "tag"};

    /** What stands before what in a module: the ids of sections. */
    private static final List<Integer> ORDER = List.of(1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11);

    /** How instructions are laid out. */
    public enum Layout {
        /** In parentheses, with their operands inside. */
        FOLDED,
        /** One a line, in the order of the binary format. */
        FLAT
    }

    /** A custom section that may have to be printed as it is. */
    private record Custom(byte[] name, ByteCursor content, String place) {
    }

    private final Map<Integer, ByteCursor> sections = new HashMap<>();
    private final List<Custom> customs = new ArrayList<>();
    private final Layout layout;
    private final TextOutput out;
    /** Where places are noted, or null. */
    private final TextPositions positions;
    private final List<Integer> functionTypes = new ArrayList<>();
    private final List<Integer> tagTypes = new ArrayList<>();
    private final CodeMetadata metadata = new CodeMetadata();
    private PrintedNames names = new PrintedNames();
    /** Whether a name section was read, and whether it stands where the reader puts it. */
    private boolean hasNames;
    private boolean namesInPlace;
    private long localsLeft;
    /** Whether the list of locals without names goes on. */
    private boolean localsOpen;
    private TypePrinter types;
    private CodePrinter code;
    private int tables;
    private int memories;
    private int globals;

    private WatPrinter(Layout layout, Appendable out, TextPositions positions) {
        this.layout = layout;
        this.positions = positions;
        this.out = new TextOutput(out);
    }

    /**
     * The text of a module, folded.
     *
     * @throws WasmException malformed, if the module can't be read so far as is needed to print it
     */
    public static String toText(byte[] module) {
        return toText(module, Layout.FOLDED);
    }

    /** Like {@link #toText(byte[])}, in the given layout. */
    public static String toText(byte[] module, Layout layout) {
        StringBuilder text = new StringBuilder();
        new WatPrinter(layout, text, null).print(module);
        return text.toString();
    }

    /**
     * Prints a module a piece at a time: what is in memory at once is about the largest function.
     *
     * @throws WasmException malformed, if the module can't be read so far as is needed to print it
     * @throws IOException if {@code out} throws it
     */
    public static void print(byte[] module, Layout layout, Appendable out) throws IOException {
        try {
            new WatPrinter(layout, out, null).print(module);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Prints a module folded, and notes where functions and instructions are in the text. */
    static void print(byte[] module, StringBuilder out, TextPositions positions) {
        new WatPrinter(Layout.FOLDED, out, positions).print(module);
    }

    private void print(byte[] module) {
        localsLeft = Math.max(LEAST_OF_ALL_LOCALS, LOCALS_PER_BYTE * module.length);
        split(module);
        module();
        out.drain();
    }

    private void split(byte[] module) {
        ByteCursor in = new ByteCursor(module, 0, module.length);
        if (module.length < HEADER || in.littleEndian(4) != 0x6D736100L) {
            throw WasmException.of(FailureType.MALFORMED, "magic header not detected");
        }
        if (in.littleEndian(4) != 1) {
            throw WasmException.of(FailureType.MALFORMED, "unknown binary version");
        }
        String place = "before first";
        int order = -1;
        int customsBefore = 0;
        while (in.hasMore()) {
            int id = in.u8();
            if (id >= SECTIONS.length) {
                throw in.malformed("malformed section id");
            }
            ByteCursor content = in.part(in.count());
            if (id == 0) {
                place = custom(content, place);
            } else {
                if (ORDER.indexOf(id) <= order) {
                    throw in.malformed("unexpected content after last section");
                }
                order = ORDER.indexOf(id);
                if (id == CODE) {
                    metadata(customsBefore);
                }
                customsBefore = customs.size();
                sections.put(id, content);
                place = "after " + SECTIONS[id];
                namesInPlace = false;
            }
        }
    }

    /** Takes a custom section and returns the place of what follows it. */
    private String custom(ByteCursor content, String place) {
        byte[] nameBytes = content.vector();
        String name = new String(nameBytes, StandardCharsets.ISO_8859_1);
        customs.add(new Custom(nameBytes, new ByteCursor(content), place));
        if (name.equals(NameSection.NAME) && !hasNames) {
            names = PrintedNames.read(content);
            hasNames = true;
            namesInPlace = true;
            return "after last";
        }
        return place;
    }

    /** Reads the code metadata among the custom sections from {@code first} on, which are those before the code section. */
    private void metadata(int first) {
        boolean found = false;
        for (int i = first; i < customs.size(); i++) {
            Custom custom = customs.get(i);
            String name = new String(custom.name, StandardCharsets.ISO_8859_1);
            if (CodeMetadata.isMetadata(custom.name) && !metadata.has(name)) {
                metadata.read(name, new ByteCursor(custom.content));
                found = true;
            } else if (found) {
                customs.set(i, new Custom(custom.name, custom.content, "before code"));
            }
        }
    }

    /** Prints the custom sections that nothing else in the text stands for: where there are two of a name, the reader makes none itself. */
    private void customs(boolean first) {
        Set<String> seen = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        for (Custom custom : customs) {
            String name = new String(custom.name, StandardCharsets.ISO_8859_1);
            if (!seen.add(name)) {
                repeated.add(name);
            }
        }
        for (Custom custom : customs) {
            String name = new String(custom.name, StandardCharsets.ISO_8859_1);
            boolean isNames = name.equals(NameSection.NAME);
            boolean isTold = (isNames || CodeMetadata.isMetadata(custom.name)) && !repeated.contains(name)
                            && (isNames ? namesInPlace && names.isComplete() : metadata.has(name) && metadata.isComplete(name));
            if (!isTold && custom.place.equals("before first") == first) {
                out.append("  (@custom ").append(PrintedNames.quoteName(custom.name)).append(" (").append(custom.place).append(") ");
                ByteCursor content = new ByteCursor(custom.content);
                out.append(PrintedNames.quote(content.bytes(content.end() - content.at()))).append(")\n");
            }
        }
    }

    private ByteCursor section(int id) {
        return sections.getOrDefault(id, new ByteCursor(new byte[]{0}, 0, 1));
    }

    private void line(String text) {
        out.line(1, text);
    }

    private void module() {
        out.append("(module").append(names.declareModule()).append('\n');
        types = new TypePrinter(names, section(1));
        types.print(out);
        imports();
        int importedFunctions = functionTypes.size();
        ByteCursor in = section(3);
        for (int i = in.count(); i > 0; i--) {
            functionTypes.add(in.u32());
        }
        List<String> tags = tags();
        code = new CodePrinter(names, types, new OperandCounts(types, array(functionTypes), array(tagTypes)), layout, out, positions);
        tables();
        memories();
        tags.forEach(this::line);
        globals();
        exports();
        if (sections.containsKey(8)) {
            line("(start " + names.reference(PrintedNames.FUNCTIONS, section(8).u32()) + ")");
        }
        elements();
        functions(importedFunctions);
        data();
        customs(true);
        customs(false);
        out.append(")\n");
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** An identifier with a space before it if there is one, and the index as a comment if not. */
    private String declare(int space, int index) {
        String name = names.declare(space, index);
        return name.isEmpty() ? " (;" + index + ";)" : name;
    }

    private void imports() {
        ByteCursor in = section(2);
        for (int i = in.count(); i > 0; i--) {
            String from = "(import " + PrintedNames.quote(in.vector()) + " " + PrintedNames.quote(in.vector()) + " (";
            int kind = in.u8();
            line(from + switch (kind) {
                case 0, 0x20 -> importedFunction(in, kind != 0);
                case 1 -> "table" + declare(PrintedNames.TABLES, tables++) + " " + tableType(in);
                case 2 -> "memory" + declare(PrintedNames.MEMORIES, memories++) + " " + limits(in);
                case 3 -> "global" + declare(PrintedNames.GLOBALS, globals++) + " " + types.globalType(in);
                case 4 -> "tag" + tagType(in);
                default -> throw in.malformed("malformed import kind");
            } + "))");
        }
    }

    private String importedFunction(ByteCursor in, boolean exact) {
        int index = functionTypes.size();
        functionTypes.add(in.u32());
        String declaration = "func" + declare(PrintedNames.FUNCTIONS, index);
        String type = types.definition(functionTypes.get(index), index, in);
        return exact ? declaration + " (exact" + type + ")" : declaration + type;
    }

    private String tagType(ByteCursor in) {
        in.u8();
        tagTypes.add(in.u32());
        return declare(PrintedNames.TAGS, tagTypes.size() - 1) + types.use(tagTypes.getLast());
    }

    private List<String> tags() {
        List<String> lines = new ArrayList<>();
        ByteCursor in = section(13);
        for (int i = in.count(); i > 0; i--) {
            lines.add("(tag" + tagType(in) + ")");
        }
        return lines;
    }

    private String tableType(ByteCursor in) {
        String elements = types.referenceType(in);
        return limits(in) + " " + elements;
    }

    private static String limits(ByteCursor in) {
        int flags = in.u8();
        StringBuilder text = new StringBuilder((flags & 4) != 0 ? "i64 " : "").append(Long.toUnsignedString(in.u64()));
        if ((flags & 1) != 0) {
            text.append(' ').append(Long.toUnsignedString(in.u64()));
        }
        if ((flags & 2) != 0) {
            text.append(" shared");
        }
        if ((flags & 8) != 0) {
            int exponent = in.u32();
            if (exponent < 0 || exponent >= Long.SIZE) {
                throw in.malformed("invalid custom page size");
            }
            text.append(" (pagesize ").append(Long.toUnsignedString(1L << exponent)).append(')');
        }
        return text.toString();
    }

    private void tables() {
        ByteCursor in = section(4);
        for (int i = in.count(); i > 0; i--) {
            boolean initialized = in.peek() == 0x40;
            if (initialized) {
                in.u8();
                in.u8();
            }
            String type = tableType(in);
            out.append("  (table" + declare(PrintedNames.TABLES, tables++) + " " + type);
            if (initialized) {
                out.append(' ');
                code.expression(in);
            }
            out.append(")\n");
        }
    }

    private void memories() {
        ByteCursor in = section(5);
        for (int i = in.count(); i > 0; i--) {
            line("(memory" + declare(PrintedNames.MEMORIES, memories++) + " " + limits(in) + ")");
        }
    }

    private void globals() {
        ByteCursor in = section(6);
        for (int i = in.count(); i > 0; i--) {
            String type = types.globalType(in);
            out.append("  (global" + declare(PrintedNames.GLOBALS, globals++) + " " + type + " ");
            code.expression(in);
            out.append(")\n");
        }
    }

    private void exports() {
        ByteCursor in = section(7);
        for (int i = in.count(); i > 0; i--) {
            String name = PrintedNames.quote(in.vector());
            int kind = in.u8();
            int index = in.u32();
            line("(export " + name + " (" + switch (kind) {
                case 0 -> "func " + names.reference(PrintedNames.FUNCTIONS, index);
                case 1 -> "table " + names.reference(PrintedNames.TABLES, index);
                case 2 -> "memory " + names.reference(PrintedNames.MEMORIES, index);
                case 3 -> "global " + names.reference(PrintedNames.GLOBALS, index);
                case 4 -> "tag " + names.reference(PrintedNames.TAGS, index);
                default -> throw in.malformed("malformed export kind");
            } + "))");
        }
    }

    private void elements() {
        ByteCursor in = section(9);
        int count = in.count();
        for (int i = 0; i < count; i++) {
            out.append("  (elem").append(declare(PrintedNames.ELEMENTS, i));
            element(in);
            out.append(")\n");
        }
    }

    private void element(ByteCursor in) {
        int flags = in.u32();
        if (flags < 0 || flags > 7) {
            throw in.malformed("malformed elements segment kind");
        }
        if ((flags & 1) == 0) {
            int table = (flags & 2) != 0 ? in.u32() : 0;
            out.append(" (table ").append(names.reference(PrintedNames.TABLES, table)).append(") (offset ");
            code.expression(in);
            out.append(')');
        } else if ((flags & 2) != 0) {
            out.append(" declare");
        }
        boolean expressions = (flags & 4) != 0;
        if (!expressions && (flags & 3) != 0 && in.u8() != 0) {
            throw in.malformed("malformed element kind");
        }
        out.append(' ').append(!expressions ? "func" : (flags & 3) != 0 ? types.referenceType(in) : "funcref");
        for (int i = in.count(); i > 0; i--) {
            if (expressions) {
                out.append(" (item ");
                code.expression(in);
                out.append(')');
            } else {
                out.append(' ').append(names.reference(PrintedNames.FUNCTIONS, in.u32()));
            }
        }
    }

    private void functions(int imported) {
        ByteCursor in = section(10);
        int count = in.count();
        if (count != functionTypes.size() - imported) {
            throw in.malformed("function and code section have inconsistent lengths");
        }
        for (int i = 0; i < count; i++) {
            function(in.part(in.count()), imported + i);
        }
    }

    private void function(ByteCursor body, int index) {
        int type = functionTypes.get(index);
        int start = body.at();
        int textStart = (int) out.position() + 2;
        out.append("  (func").append(declare(PrintedNames.FUNCTIONS, index)).append(types.definition(type, index, body)).append('\n');
        int local = types.shape(type).params();
        for (int groups = body.count(); groups > 0; groups--) {
            local = locals(body, index, local);
        }
        closeLocals();
        code.body(body, start, index, types.shape(type).results(), metadata);
        if (body.hasMore()) {
            throw body.malformed("section size mismatch");
        }
        out.indent(1).append(')');
        if (positions != null) {
            positions.function(index, textStart, (int) out.position());
        }
        out.append('\n');
    }

    private int locals(ByteCursor body, int function, int first) {
        int count = body.u32();
        String type = types.valueType(body);
        if (count < 0 || count > MOST_LOCALS - first) {
            throw body.malformed("too many locals");
        }
        localsLeft -= count;
        if (localsLeft < 0) {
            throw body.malformed("too many locals in all functions to print");
        }
        for (int i = first; i < first + count; i++) {
            String name = names.declare(PrintedNames.LOCALS, function, i);
            if (!name.isEmpty()) {
                closeLocals();
                out.append("    (local").append(name).append(' ').append(type).append(")\n");
            } else {
                out.append(localsOpen ? " " : "    (local ").append(type);
                localsOpen = true;
            }
        }
        return first + count;
    }

    private void closeLocals() {
        out.append(localsOpen ? ")\n" : "");
        localsOpen = false;
    }

    private void data() {
        ByteCursor in = section(11);
        int count = in.count();
        for (int i = 0; i < count; i++) {
            int flags = in.u32();
            if (flags < 0 || flags > 2) {
                throw in.malformed("malformed data segment kind");
            }
            out.append("  (data").append(declare(PrintedNames.DATA, i));
            if (flags != 1) {
                int memory = flags == 2 ? in.u32() : 0;
                out.append(" (memory ").append(names.reference(PrintedNames.MEMORIES, memory)).append(") (offset ");
                code.expression(in);
                out.append(')');
            }
            out.append(' ').append(PrintedNames.quote(in.vector())).append(")\n");
        }
    }
}
