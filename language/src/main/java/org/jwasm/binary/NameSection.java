// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.util.HashMap;
import java.util.Map;

import org.jwasm.structure.Names;

/**
 * Reads the custom section with names, keeping what is well-formed. Spec: Appendix, Custom Sections, Name Section.
 */
final class NameSection {

    static final String NAME = "name";

    private static final int MODULE = 0;
    private static final int FUNCTIONS = 1;
    private static final int LOCALS = 2;
    private static final int LABELS = 3;
    private static final int FIELDS = 10;

    private final ByteReader reader;
    private String module;
    private final Map<Integer, String> functions = new HashMap<>();
    private final Map<Integer, Map<Integer, String>> locals = new HashMap<>();
    private final Map<Integer, Map<Integer, String>> others = new HashMap<>();

    private NameSection(ByteReader reader) {
        this.reader = reader;
    }

    /** The names in the section's content from {@code start} to {@code end}. */
    static Names read(byte[] bytes, int start, int end) {
        NameSection section = new NameSection(new ByteReader(bytes, start, end));
        section.readSubsections(end);
        return new Names(section.module, section.functions, section.locals, section.others);
    }

    /** The names of a module that need not be valid. */
    static Names find(byte[] bytes) {
        ByteReader reader = new ByteReader(bytes, 8, bytes.length);
        try {
            while (!reader.atEnd()) {
                int id = reader.readByte();
                int size = reader.readU32();
                int start = reader.position();
                reader.skip(size);
                ByteReader content = new ByteReader(bytes, start, reader.position());
                if (id == 0 && content.readName().equals(NAME)) {
                    return read(bytes, content.position(), content.end());
                }
            }
        } catch (ModuleError e) {
            // Bytes that are no sections have no names.
            return Names.NONE;
        }
        return Names.NONE;
    }

    private void readSubsections(int end) {
        while (!reader.atEnd()) {
            try {
                int id = reader.readByte();
                int size = reader.readU32();
                int next = reader.position() + Math.min(size < 0 ? Integer.MAX_VALUE : size, reader.remaining());
                reader.move(reader.position(), next);
                readSubsection(id);
                reader.move(next, end);
            } catch (ModuleError e) {
                // Names are no part of a module's meaning: what is malformed ends a subsection.
                int next = reader.end();
                reader.move(next, end);
            }
        }
    }

    private void readSubsection(int id) {
        switch (id) {
            case MODULE -> module = reader.readName();
            case FUNCTIONS -> readNameMap(functions);
            case LOCALS -> readIndirectNameMap(locals);
            case LABELS, FIELDS -> { }
            default -> readNameMap(others.computeIfAbsent(id, unused -> new HashMap<>()));
        }
    }

    private void readNameMap(Map<Integer, String> names) {
        for (int count = reader.readU32(); count != 0; count--) {
            int index = reader.readU32();
            names.put(index, reader.readName());
        }
    }

    private void readIndirectNameMap(Map<Integer, Map<Integer, String>> names) {
        for (int count = reader.readU32(); count != 0; count--) {
            readNameMap(names.computeIfAbsent(reader.readU32(), unused -> new HashMap<>()));
        }
    }
}
