// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jwasm.manifest.Position;
import org.jwasm.manifest.Problem;
import org.tomlj.TomlArray;
import org.tomlj.TomlKeyValue;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A table that is read, with the problems that were found so far. Values of the wrong type are problems, and read as if absent. */
final class TomlNode {

    private final TomlTable table;
    private final String what;
    private final Position position;
    private final List<Problem> problems;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param what it describes, for messages */
    TomlNode(TomlTable table, String what, Position position, List<Problem> problems) {
        this.table = table;
        this.what = what;
        this.position = position;
        this.problems = problems;
    }

    String what() {
        return what;
    }

    Position position() {
        return position;
    }

    Set<String> keys() {
        return table.keySet();
    }

    boolean has(String key) {
        known.add(key);
        return table.contains(List.of(key));
    }

    Object raw(String key) {
        known.add(key);
        return table.get(List.of(key));
    }

    /** Where the key is; where the table is if there is no such key. */
    Position at(String key) {
        TomlPosition found = table.contains(List.of(key)) ? table.inputPositionOf(List.of(key)) : null;
        return found == null ? position : new Position(found.line(), found.column());
    }

    /** Where the key's value is. */
    Position valueAt(String key) {
        TomlKeyValue entry = table.contains(List.of(key)) ? table.entry(List.of(key)) : null;
        TomlPosition found = entry == null || entry.value() == null || entry.value().isTable() ? null : entry.value().position();
        return found == null ? at(key) : new Position(found.line(), found.column());
    }

    void problem(Position where, String message) {
        problems.add(new Problem(where.line(), where.column(), message));
    }

    List<Problem> problems() {
        return problems;
    }

    private void wrongType(Position where, String key, String expected, Object found) {
        problem(where, "`" + key + "` of " + what + " must be " + expected + ", not " + named(found));
    }

    /** What a value is, for people. */
    static String named(Object value) {
        return switch (value) {
            case String text -> "\"" + text + "\"";
            case TomlTable _ -> "a table";
            case TomlArray _ -> "an array";
            default -> value.toString();
        };
    }

    /** Null if there is none. */
    String string(String key) {
        Object value = raw(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        wrongType(valueAt(key), key, "a string", value);
        return null;
    }

    /** A path of the host; null if there is none. */
    String path(String key) {
        String text = string(key);
        try {
            if (text != null) {
                Path.of(text);
            }
            return text;
        } catch (InvalidPathException e) {
            problem(valueAt(key), "`" + key + "` of " + what + " can't be a path: " + e.getReason());
            return null;
        }
    }

    /** Null if there is none. */
    List<String> strings(String key, String expected) {
        Object value = raw(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof TomlArray array)) {
            wrongType(valueAt(key), key, expected, value);
            return null;
        }
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof String text) {
                strings.add(text);
            } else {
                wrongType(elementAt(key, i), key, expected + " only", array.get(i));
            }
        }
        return strings;
    }

    /** Where an element of an array is. */
    Position elementAt(String key, int index) {
        TomlPosition found = table.getArray(List.of(key)).inputPositionOf(index);
        return found == null ? valueAt(key) : new Position(found.line(), found.column());
    }

    /** A table of strings; null if there is none. */
    Map<String, String> stringTable(String key, String expected) {
        Object value = raw(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof TomlTable)) {
            wrongType(valueAt(key), key, expected, value);
            return null;
        }
        TomlNode node = child(key, "`" + key + "` of " + what);
        Map<String, String> strings = new LinkedHashMap<>();
        for (String name : node.keys()) {
            String text = node.string(name);
            if (text != null) {
                strings.put(name, text);
            }
        }
        return strings;
    }

    /** A table in this one; null if there is none. */
    TomlNode child(String key, String childWhat) {
        return child(key, childWhat, "a table");
    }

    /** @param expected all that may stand there */
    TomlNode child(String key, String childWhat, String expected) {
        Object value = raw(key);
        if (value == null) {
            return null;
        }
        if (value instanceof TomlTable child) {
            return new TomlNode(child, childWhat, at(key), problems);
        }
        wrongType(valueAt(key), key, expected, value);
        return null;
    }

    /** Whatever wasn't asked for is a problem. */
    void rejectUnknown() {
        rejectUnknown(known);
    }

    void rejectUnknown(Collection<String> allowed) {
        for (String key : table.keySet()) {
            if (!allowed.contains(key)) {
                problem(at(key), "there is no key `" + key + "` in " + what + Suggestions.of(key, allowed));
            }
        }
    }
}
