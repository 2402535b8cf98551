package org.jwasm.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;

/**
 * Prints a module in the text format, with the names of its name section, so that {@link WatReader} reads the same module
 * back. Spec: Text Format.
 */
public final class WatPrinter {

    private static final int HEADER = 8;
    /** What validators of others allow too; the text has a word for each local. */
    private static final int MOST_LOCALS = 50_000;
    private static final String[] SECTIONS = {null, "type", "import", "func", "table", "memory", "global", "export", "start", "elem",
        "code", "data", "datacount", "tag"};

    private final Map<Integer, ByteCursor> sections = new HashMap<>();
    private final List<String> customs = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();
    private final List<Integer> functionTypes = new ArrayList<>();
    private final List<Integer> tagTypes = new ArrayList<>();
    private final Map<Integer, Map<Integer, byte[]>> hints = new HashMap<>();
    private PrintedNames names = new PrintedNames();
    private TypePrinter types;
    private CodePrinter code;
    private int tables;
    private int memories;
    private int globals;

    private WatPrinter() {
    }

    /**
     * The text of a module.
     *
     * @throws WasmException malformed, if the module can't be read so far as is needed to print it
     */
    public static String toText(byte[] module) {
        WatPrinter printer = new WatPrinter();
        printer.split(module);
        printer.module();
        return printer.out.toString();
    }

    private void split(byte[] module) {
        ByteCursor in = new ByteCursor(module, 0, module.length);
        if (module.length < HEADER || in.littleEndian(4) != 0x6D736100L || in.littleEndian(4) != 1) {
            throw WasmException.of(FailureType.MALFORMED, "magic header not detected");
        }
        String place = "before first";
        while (in.hasMore()) {
            int id = in.u8();
            if (id >= SECTIONS.length) {
                throw in.malformed("malformed section id");
            }
            ByteCursor content = in.part(in.count());
            if (id == 0) {
                custom(content, place);
            } else {
                sections.put(id, content);
                place = "after " + SECTIONS[id];
            }
        }
    }

    private void custom(ByteCursor content, String place) {
        byte[] nameBytes = content.vector();
        String name = new String(nameBytes, StandardCharsets.UTF_8);
        if (name.equals("name")) {
            names = PrintedNames.read(content);
        } else if (name.equals(Annotation.BRANCH_HINT)) {
            branchHints(content);
        } else {
            byte[] bytes = content.bytes(content.end() - content.at());
            customs.add("(@custom " + PrintedNames.quote(nameBytes) + " (" + place + ") " + PrintedNames.quote(bytes) + ")");
        }
    }

    private void branchHints(ByteCursor content) {
        for (int i = content.count(); i > 0; i--) {
            Map<Integer, byte[]> ofFunction = hints.computeIfAbsent(content.u32(), function -> new HashMap<>());
            for (int j = content.count(); j > 0; j--) {
                int offset = content.u32();
                ofFunction.put(offset, content.vector());
            }
        }
    }

    private ByteCursor section(int id) {
        return sections.getOrDefault(id, new ByteCursor(new byte[]{0}, 0, 1));
    }

    private void line(String text) {
        out.append("  ").append(text).append('\n');
    }

    private void module() {
        out.append("(module").append(names.module() == null ? "" : " " + names.module()).append('\n');
        customs.forEach(this::line);
        types = new TypePrinter(names);
        ByteCursor in = section(1);
        for (int i = in.count(); i > 0; i--) {
            line(types.recursiveType(in));
        }
        imports();
        int importedFunctions = functionTypes.size();
        in = section(3);
        for (int i = in.count(); i > 0; i--) {
            functionTypes.add(in.u32());
        }
        List<String> tags = tags();
        code = new CodePrinter(names, types, new OperandCounts(types, array(functionTypes), array(tagTypes)));
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
        out.append(")\n");
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** An identifier with a space before it if there is one, and the index as a comment if not. */
    private String declare(int space, int index) {
        String name = names.of(space, index);
        String annotation = names.annotation(space, index);
        return (name == null ? " (;" + index + ";)" : " " + name) + (annotation == null ? "" : " " + annotation);
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
            line("(table" + declare(PrintedNames.TABLES, tables++) + " " + type + (initialized ? " " + code.expression(in) : "") + ")");
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
            line("(global" + declare(PrintedNames.GLOBALS, globals++) + " " + type + " " + code.expression(in) + ")");
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
            line("(elem" + declare(PrintedNames.ELEMENTS, i) + element(in) + ")");
        }
    }

    private String element(ByteCursor in) {
        int flags = in.u32();
        StringBuilder text = new StringBuilder();
        boolean active = (flags & 1) == 0;
        if (active) {
            text.append(" (table ").append(names.reference(PrintedNames.TABLES, (flags & 2) != 0 ? in.u32() : 0)).append(')');
            text.append(" (offset ").append(code.expression(in)).append(')');
        } else if ((flags & 2) != 0) {
            text.append(" declare");
        }
        boolean expressions = (flags & 4) != 0;
        if (!expressions && (flags & 3) != 0) {
            in.u8();
        }
        String type = !expressions ? "func" : (flags & 3) != 0 ? types.referenceType(in) : "funcref";
        text.append(' ').append(type);
        for (int i = in.count(); i > 0; i--) {
            text.append(' ').append(expressions ? "(item " + code.expression(in) + ")" : names.reference(PrintedNames.FUNCTIONS, in.u32()));
        }
        return text.toString();
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
        out.append("  (func").append(declare(PrintedNames.FUNCTIONS, index)).append(types.definition(type, index, body)).append('\n');
        int local = types.shape(type).params();
        for (int groups = body.count(); groups > 0; groups--) {
            local = locals(body, index, local);
        }
        code.body(body, start, index, hints.getOrDefault(index, Map.of()), out);
        if (body.hasMore()) {
            throw body.malformed("section size mismatch");
        }
        line(")");
    }

    private int locals(ByteCursor body, int function, int first) {
        int count = body.u32();
        String type = types.valueType(body);
        if (count < 0 || count > MOST_LOCALS - first) {
            throw body.malformed("too many locals");
        }
        StringBuilder anonymous = new StringBuilder();
        for (int i = first; i < first + count; i++) {
            String name = names.of(PrintedNames.LOCALS, function, i);
            if (name == null) {
                anonymous.append(' ').append(type);
            } else {
                flushLocals(anonymous);
                line("  (local " + name + " " + type + ")");
            }
        }
        flushLocals(anonymous);
        return first + count;
    }

    private void flushLocals(StringBuilder anonymous) {
        if (!anonymous.isEmpty()) {
            line("  (local" + anonymous + ")");
            anonymous.setLength(0);
        }
    }

    private void data() {
        ByteCursor in = section(11);
        int count = in.count();
        for (int i = 0; i < count; i++) {
            int flags = in.u32();
            StringBuilder text = new StringBuilder("(data").append(declare(PrintedNames.DATA, i));
            if (flags != 1) {
                text.append(" (memory ").append(names.reference(PrintedNames.MEMORIES, flags == 2 ? in.u32() : 0)).append(')');
                text.append(" (offset ").append(code.expression(in)).append(')');
            }
            line(text.append(' ').append(PrintedNames.quote(in.vector())).append(')').toString());
        }
    }
}
