// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jwasm.runtime.WasmException;

/** The identifiers to print, from the name section, made unique where the section has a name twice. */
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

    private static final int SUBSECTIONS = 12;

    /**
     * A name and what stands for it.
     *
     * @param identifier with its dollar
     */
    private record Name(String text, String identifier, boolean changed) {

        String declaration() {
            return " " + identifier + (changed ? " (@name " + quote(text.getBytes(StandardCharsets.UTF_8)) + ")" : "");
        }
    }

    private final Map<Integer, Map<Integer, Name>> direct = new HashMap<>();
    private final Map<Integer, Map<Integer, Map<Integer, Name>>> indirect = new HashMap<>();
    private Name module;
    /** How many names have not been printed where they are declared. */
    private int undeclared;
    private boolean isCanonical = true;

    /** Reads a name section; what is malformed in it counts as absent, and then it is {@link #isComplete not complete}. */
    static PrintedNames read(ByteCursor section) {
        PrintedNames names = new PrintedNames();
        ByteCursor start = new ByteCursor(section);
        NameSection canonical = new NameSection();
        try {
            while (section.hasMore()) {
                int id = section.u8();
                names.subsection(id, section.part(section.count()), canonical);
            }
            byte[] bytes = start.bytes(start.end() - start.at());
            names.isCanonical &= bytes.length > 0 && Arrays.equals(bytes, canonical.content().toByteArray());
        } catch (WasmException e) {
            names.isCanonical = false;
        }
        return names;
    }

    private void subsection(int id, ByteCursor content, NameSection canonical) {
        if (id == 0) {
            byte[] name = content.vector();
            if (Utf8.isValid(name)) {
                String text = new String(name, StandardCharsets.UTF_8);
                module = name(text, text.isEmpty() ? "#module" : text);
                canonical.module(text);
            }
        } else if (id == LOCALS || id == LABELS || id == FIELDS) {
            SortedMap<Integer, SortedMap<Integer, String>> texts = new TreeMap<>();
            Map<Integer, Map<Integer, Name>> maps = indirect.computeIfAbsent(id, space -> new HashMap<>());
            for (int i = content.count(); i > 0; i--) {
                int owner = content.u32();
                SortedMap<Integer, String> ofOwner = nameMap(content);
                maps.put(owner, identifiers(ofOwner, id != LABELS));
                texts.put(owner, ofOwner);
            }
            canonical.indirectMap(id, texts);
        } else if (id < SUBSECTIONS) {
            SortedMap<Integer, String> texts = nameMap(content);
            direct.put(id, identifiers(texts, true));
            canonical.map(id, texts);
        }
    }

    private SortedMap<Integer, String> nameMap(ByteCursor content) {
        SortedMap<Integer, String> texts = new TreeMap<>();
        for (int i = content.count(); i > 0; i--) {
            int index = content.u32();
            byte[] name = content.vector();
            isCanonical &= index >= 0;
            if (Utf8.isValid(name)) {
                texts.put(index, new String(name, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    private Map<Integer, Name> identifiers(SortedMap<Integer, String> texts, boolean unique) {
        Map<Integer, Name> names = new HashMap<>();
        Set<String> all = unique ? new HashSet<>(texts.values()) : Set.of();
        Set<String> used = new HashSet<>();
        texts.forEach((index, text) -> {
            String identifier = text;
            if (text.isEmpty() || unique && !used.add(text)) {
                identifier = text + "#" + index;
                while (all.contains(identifier)) {
                    identifier += "#";
                }
            }
            names.put(index, name(text, identifier));
        });
        undeclared += names.size();
        return names;
    }

    private static Name name(String text, String identifier) {
        return new Name(text, identifier(identifier), !text.equals(identifier));
    }

    /** The identifier for a name, in quotes where needed. Spec: Text Format, Values, Identifiers. */
    static String identifier(String name) {
        boolean plain = !name.isEmpty() && name.chars().allMatch(PrintedNames::isIdentifierCharacter);
        return "$" + (plain ? name : quoteName(name.getBytes(StandardCharsets.UTF_8)));
    }

    static boolean isIdentifierCharacter(int c) {
        return c > ' ' && c < 0x7F && "\"(),;[]{}".indexOf(c) < 0;
    }

    /** The module's identifier after a space, or nothing. */
    String declareModule() {
        return module == null ? "" : module.declaration();
    }

    private Name find(int space, int index) {
        return direct.getOrDefault(space, Map.of()).get(index);
    }

    private Name find(int space, int owner, int index) {
        return indirect.getOrDefault(space, Map.of()).getOrDefault(owner, Map.of()).get(index);
    }

    /** What tells the name at a definition, after a space; empty if there is no name. */
    String declare(int space, int index) {
        return declare(find(space, index));
    }

    String declare(int space, int owner, int index) {
        return declare(find(space, owner, index));
    }

    private String declare(Name name) {
        if (name == null) {
            return "";
        }
        undeclared--;
        return name.declaration();
    }

    /** The identifier of an entry of an index space, or null. */
    String of(int space, int index) {
        Name name = find(space, index);
        return name == null ? null : name.identifier;
    }

    /** The identifier of a local, label or field of a function or type, or null. */
    String of(int space, int owner, int index) {
        Name name = find(space, owner, index);
        return name == null ? null : name.identifier;
    }

    boolean hasLocals(int function) {
        return !indirect.getOrDefault(LOCALS, Map.of()).getOrDefault(function, Map.of()).isEmpty();
    }

    /** How an entry is referred to: its identifier or else its index. */
    String reference(int space, int index) {
        Name name = find(space, index);
        return name == null ? Integer.toUnsignedString(index) : name.identifier;
    }

    String reference(int space, int owner, int index) {
        Name name = find(space, owner, index);
        return name == null ? Integer.toUnsignedString(index) : name.identifier;
    }

    /** Whether the names that were declared are all of the section. */
    boolean isComplete() {
        return isCanonical && undeclared == 0;
    }

    /** A string literal for bytes; what is printable in ASCII stands for itself. */
    static String quote(byte[] content) {
        return quote(content, false);
    }

    /** A string literal for a name, in which letters of all languages stand for themselves too. */
    static String quoteName(byte[] content) {
        return quote(content, Utf8.isValid(content));
    }

    private static String quote(byte[] content, boolean letters) {
        StringBuilder text = new StringBuilder(content.length + 2).append('"');
        for (int at = 0; at < content.length; at++) {
            byte b = content[at];
            int length = letters && b < 0 ? Utf8.length(content, at, content.length) : 1;
            if (length > 1) {
                String character = new String(content, at, length, StandardCharsets.UTF_8);
                if (Character.isLetterOrDigit(character.codePointAt(0))) {
                    text.append(character);
                    at += length - 1;
                    continue;
                }
            }
            escape(b, text);
        }
        return text.append('"').toString();
    }

    private static void escape(byte b, StringBuilder text) {
        if (b == '"' || b == '\\') {
            text.append('\\').append((char) b);
        } else if (b >= ' ' && b < 0x7F) {
            text.append((char) b);
        } else {
            text.append('\\').append(Character.forDigit(b >> 4 & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
        }
    }
}
