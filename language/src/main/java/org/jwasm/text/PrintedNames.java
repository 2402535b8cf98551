package org.jwasm.text;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jwasm.runtime.WasmException;

/** The identifiers to print, from the name section; a second use of the same name gets none. */
final class PrintedNames {

    static final int FUNCTIONS = 1;
    static final int LOCALS = 2;
    static final int LABELS = 3;
    static final int TYPES = 4;
    static final int TABLES = 5;
    static final int MEMORIES = 6;
    static final int GLOBALS = 7;
    static final int ELEMENTS = 8;
    static final int DATA = 9;
    static final int FIELDS = 10;
    static final int TAGS = 11;

    private final Map<Integer, Map<Integer, String>> direct = new HashMap<>();
    private final Map<Integer, Map<Integer, Map<Integer, String>>> indirect = new HashMap<>();
    /** Names that something else has as its identifier, so that only an annotation can tell them, by space and index. */
    private final Map<Integer, Map<Integer, String>> shared = new HashMap<>();
    private String module;

    /** Reads a name section; what is malformed in it counts as absent. */
    static PrintedNames read(ByteCursor section) {
        PrintedNames names = new PrintedNames();
        try {
            while (section.hasMore()) {
                int id = section.u8();
                names.subsection(id, section.part(section.count()));
            }
        } catch (WasmException e) {
            // The names read so far stay.
        }
        return names;
    }

    private void subsection(int id, ByteCursor content) {
        if (id == 0) {
            module = new String(content.vector(), StandardCharsets.UTF_8);
        } else if (id == LOCALS || id == LABELS || id == FIELDS) {
            Map<Integer, Map<Integer, String>> maps = new HashMap<>();
            for (int i = content.count(); i > 0; i--) {
                maps.put(content.u32(), nameMap(content, id != LABELS, new HashMap<>()));
            }
            indirect.put(id, maps);
        } else {
            direct.put(id, nameMap(content, true, shared.computeIfAbsent(id, space -> new HashMap<>())));
        }
    }

    private static Map<Integer, String> nameMap(ByteCursor content, boolean unique, Map<Integer, String> repeated) {
        Map<Integer, String> names = new HashMap<>();
        Set<String> used = new HashSet<>();
        for (int i = content.count(); i > 0; i--) {
            int index = content.u32();
            byte[] name = content.vector();
            String text = new String(name, StandardCharsets.UTF_8);
            if (name.length > 0 && Utf8.isValid(name)) {
                (used.add(text) || !unique ? names : repeated).putIfAbsent(index, text);
            }
        }
        return names;
    }

    /** The module's identifier, or null. */
    String module() {
        return module == null || module.isEmpty() ? null : identifier(module);
    }

    /** The identifier of an entry of an index space, or null. */
    String of(int space, int index) {
        String name = direct.getOrDefault(space, Map.of()).get(index);
        return name == null ? null : identifier(name);
    }

    /** The identifier of a local, label or field of a function or type, or null. */
    String of(int space, int owner, int index) {
        String name = indirect.getOrDefault(space, Map.of()).getOrDefault(owner, Map.of()).get(index);
        return name == null ? null : identifier(name);
    }

    /** The annotation of an entry whose name is the identifier of another, or null. */
    String annotation(int space, int index) {
        String name = shared.getOrDefault(space, Map.of()).get(index);
        return name == null ? null : "(@name " + quote(name.getBytes(StandardCharsets.UTF_8)) + ")";
    }

    /** How an entry is referred to: its identifier or else its index. */
    String reference(int space, int index) {
        String identifier = of(space, index);
        return identifier == null ? Integer.toUnsignedString(index) : identifier;
    }

    String reference(int space, int owner, int index) {
        String identifier = of(space, owner, index);
        return identifier == null ? Integer.toUnsignedString(index) : identifier;
    }

    static String identifier(String name) {
        boolean plain = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            plain &= c > ' ' && c < 0x7F && "\"(),;[]{}".indexOf(c) < 0;
        }
        return plain ? "$" + name : "$" + quote(name.getBytes(StandardCharsets.UTF_8));
    }

    /** A string literal for bytes; what is printable in ASCII stands for itself. */
    static String quote(byte[] content) {
        StringBuilder text = new StringBuilder(content.length + 2).append('"');
        for (byte b : content) {
            if (b == '"' || b == '\\') {
                text.append('\\').append((char) b);
            } else if (b >= ' ' && b < 0x7F) {
                text.append((char) b);
            } else {
                text.append('\\').append(Character.forDigit(b >> 4 & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
            }
        }
        return text.append('"').toString();
    }
}
