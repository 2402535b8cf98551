// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The sections of a module that is being assembled. Spec: Binary Format, Modules. */
final class ModuleSections {

    /** The sections in the order in which they stand in a module. */
    enum Id {
        TYPE(1, "type"),
        IMPORT(2, "import"),
        FUNCTION(3, "func"),
        TABLE(4, "table"),
        MEMORY(5, "memory"),
        TAG(13, "tag"),
        GLOBAL(6, "global"),
        EXPORT(7, "export"),
        START(8, "start"),
        ELEMENT(9, "elem"),
        DATA_COUNT(12, "datacount"),
        CODE(10, "code"),
        DATA(11, "data");

        final int code;
        /** What annotations call it. */
        final String word;

        Id(int code, String word) {
            this.code = code;
            this.word = word;
        }
    }

    /**
     * A custom section to be put at a place: after the section with ordinal {@code place / 2} if odd, before if even.
     *
     * @param name in UTF-8
     */
    record Custom(byte[] name, ByteWriter content, int place) {
    }

    static final int FIRST = -1;
    static final int LAST = Id.values().length * 2;

    private final Map<Id, ByteWriter> contents = new EnumMap<>(Id.class);
    private final int[] counts = new int[Id.values().length];
    private final List<Custom> customs = new ArrayList<>();
    private final List<Custom> generated = new ArrayList<>();

    /** Starts another entry of a section and returns where to write it. */
    ByteWriter entry(Id section) {
        counts[section.ordinal()]++;
        return contents.computeIfAbsent(section, id -> new ByteWriter());
    }

    int count(Id section) {
        return counts[section.ordinal()];
    }

    void setTypes(ByteWriter types, int count) {
        if (count > 0) {
            entry(Id.TYPE).write(types);
            counts[Id.TYPE.ordinal()] = count;
        }
    }

    void add(Custom custom) {
        customs.add(custom);
    }

    /**
     * Adds a section that stands for identifiers or annotations; it comes before those of {@link #add} at the same place, and
     * not at all if one of these has its name.
     */
    void addGenerated(Custom custom) {
        generated.add(custom);
    }

    byte[] assemble(boolean dataCount) {
        generated.removeIf(section -> customs.stream().anyMatch(custom -> Arrays.equals(custom.name, section.name)));
        customs.addAll(0, generated);
        ByteWriter out = new ByteWriter(1024);
        out.littleEndian(0x6D736100, 4);
        out.littleEndian(1, 4);
        customs(FIRST, out);
        for (Id id : Id.values()) {
            customs(id.ordinal() * 2, out);
            if (id == Id.DATA_COUNT) {
                if (dataCount) {
                    ByteWriter count = new ByteWriter();
                    count.unsigned(counts[Id.DATA.ordinal()]);
                    section(id.code, count, out);
                }
            } else if (contents.containsKey(id)) {
                ByteWriter content = new ByteWriter();
                if (id != Id.START) {
                    content.unsigned(counts[id.ordinal()]);
                }
                content.write(contents.get(id));
                section(id.code, content, out);
            }
            customs(id.ordinal() * 2 + 1, out);
        }
        customs(LAST, out);
        return out.toByteArray();
    }

    private void customs(int place, ByteWriter out) {
        for (Custom custom : customs) {
            if (custom.place == place) {
                ByteWriter content = new ByteWriter();
                content.vector(custom.name);
                content.write(custom.content);
                section(0, content, out);
            }
        }
    }

    private static void section(int code, ByteWriter content, ByteWriter out) {
        out.write(code);
        out.sized(content);
    }
}
