// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.Opcode;

/** The code metadata sections of a module that is printed. Spec: Appendix, Custom Sections and Annotations, Branch Hints. */
final class CodeMetadata {

    static final CodeMetadata NONE = new CodeMetadata();

    private final List<Section> sections = new ArrayList<>();

    private static final class Section {
        final String name;
        final Map<Integer, Map<Integer, byte[]>> values = new HashMap<>();
        /** How many values have not become annotations. */
        int unused;
        boolean isCanonical;

        Section(String name) {
            this.name = name;
        }
    }

    /** Reads a section's content; what is malformed counts as absent, and then the section {@link #isComplete not complete}. */
    void read(String name, ByteCursor content) {
        Section section = new Section(name);
        sections.add(section);
        ByteCursor start = new ByteCursor(content);
        ByteWriter canonical = new ByteWriter();
        try {
            int lastFunction = -1;
            int functions = content.count();
            canonical.unsigned(functions);
            boolean sorted = functions > 0;
            for (int i = functions; i > 0; i--) {
                int function = content.u32();
                sorted &= function > lastFunction;
                lastFunction = function;
                sorted &= values(section, function, content, canonical);
            }
            byte[] bytes = start.bytes(start.end() - start.at());
            section.isCanonical = sorted && Arrays.equals(bytes, canonical.toByteArray());
        } catch (WasmException e) {
            section.isCanonical = false;
        }
    }

    private static boolean values(Section section, int function, ByteCursor content, ByteWriter canonical) {
        canonical.unsigned(function & 0xFFFFFFFFL);
        int count = content.count();
        canonical.unsigned(count);
        int lastOffset = -1;
        boolean sorted = count > 0;
        Map<Integer, byte[]> values = section.values.computeIfAbsent(function, index -> new HashMap<>());
        for (int i = count; i > 0; i--) {
            int offset = content.u32();
            byte[] value = content.vector();
            canonical.unsigned(offset & 0xFFFFFFFFL);
            canonical.vector(value);
            sorted &= offset > lastOffset;
            lastOffset = offset;
            values.put(offset, value);
            section.unused++;
        }
        return sorted;
    }

    /** The annotations of the instruction at an offset in a function, or null. */
    String take(int function, int offset, Opcode opcode) {
        String annotations = null;
        for (Section section : sections) {
            Map<Integer, byte[]> values = section.values.get(function);
            byte[] value = values == null ? null : values.get(offset);
            if (value != null && canStand(section.name, opcode, value)) {
                section.unused--;
                String annotation = "(@" + section.name + " " + PrintedNames.quote(value) + ")";
                annotations = annotations == null ? annotation : annotations + " " + annotation;
            }
        }
        return annotations;
    }

    private static boolean canStand(String name, Opcode opcode, byte[] value) {
        return switch (opcode) {
            case ELSE, CATCH, CATCH_ALL, DELEGATE, END -> false;
            default -> !name.equals(Annotation.BRANCH_HINT) || BranchHints.isHint(opcode, value);
        };
    }

    /** Whether the annotations that were taken tell all of the section with a name. */
    boolean isComplete(String name) {
        for (Section section : sections) {
            if (section.name.equals(name)) {
                return section.isCanonical && section.unused == 0;
            }
        }
        return true;
    }

    /** Whether a section's name is one whose content annotations can tell. */
    static boolean isMetadata(byte[] name) {
        String text = new String(name, StandardCharsets.ISO_8859_1);
        return text.startsWith(Annotation.METADATA) && text.length() > Annotation.METADATA.length()
                        && text.chars().allMatch(PrintedNames::isIdentifierCharacter);
    }

    boolean has(String name) {
        return sections.stream().anyMatch(section -> section.name.equals(name));
    }
}
