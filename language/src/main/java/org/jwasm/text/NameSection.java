// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the name section from a module's identifiers. Spec: Appendix, Custom Sections, Name Section. */
final class NameSection {

    static final String NAME = "name";

    private final ByteWriter content = new ByteWriter();

    /** The section, or null if nothing has a name. */
    static ModuleSections.Custom of(ModuleNames names) {
        NameSection section = new NameSection();
        if (names.module != null) {
            section.module(names.module);
        }
        section.map(1, named(names.functions.names()));
        SortedMap<Integer, SortedMap<Integer, String>> locals = new TreeMap<>();
        names.locals.forEach((function, space) -> locals.put(function, named(space.names())));
        section.indirectMap(2, locals);
        section.indirectMap(3, names.labels);
        section.map(4, named(names.types.names()));
        section.map(5, named(names.tables.names()));
        section.map(6, named(names.memories.names()));
        section.map(7, named(names.globals.names()));
        section.map(8, named(names.elements.names()));
        section.map(9, named(names.data.names()));
        SortedMap<Integer, SortedMap<Integer, String>> fields = new TreeMap<>();
        names.fields.forEach((type, space) -> fields.put(type, named(space.names())));
        section.indirectMap(10, fields);
        section.map(11, named(names.tags.names()));
        if (section.content.size() == 0) {
            return null;
        }
        return new ModuleSections.Custom(NAME.getBytes(StandardCharsets.US_ASCII), section.content, ModuleSections.LAST);
    }

    void module(String name) {
        ByteWriter module = new ByteWriter();
        string(name, module);
        subsection(0, module);
    }

    ByteWriter content() {
        return content;
    }

    private static SortedMap<Integer, String> named(List<String> names) {
        SortedMap<Integer, String> map = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) != null) {
                map.put(i, names.get(i));
            }
        }
        return map;
    }

    void map(int id, SortedMap<Integer, String> names) {
        if (!names.isEmpty()) {
            ByteWriter out = new ByteWriter();
            nameMap(names, out);
            subsection(id, out);
        }
    }

    void indirectMap(int id, SortedMap<Integer, SortedMap<Integer, String>> maps) {
        maps.values().removeIf(SortedMap::isEmpty);
        if (!maps.isEmpty()) {
            ByteWriter out = new ByteWriter();
            out.unsigned(maps.size());
            maps.forEach((index, names) -> {
                out.unsigned(index);
                nameMap(names, out);
            });
            subsection(id, out);
        }
    }

    private static void nameMap(SortedMap<Integer, String> names, ByteWriter out) {
        out.unsigned(names.size());
        names.forEach((index, name) -> {
            out.unsigned(index);
            string(name, out);
        });
    }

    private static void string(String text, ByteWriter out) {
        out.vector(text.getBytes(StandardCharsets.UTF_8));
    }

    private void subsection(int id, ByteWriter subsection) {
        content.write(id);
        content.sized(subsection);
    }
}
