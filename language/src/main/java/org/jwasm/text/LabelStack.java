// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The labels in scope. Spec: Text Format, Instructions, Labels. */
final class LabelStack {

    private final List<String> labels = new ArrayList<>();
    /** For each label in scope the position that its name had before, or null. */
    private final List<Integer> shadowed = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private SortedMap<Integer, String> names = new TreeMap<>();
    private int blocks;

    /**
     * Enters a block.
     *
     * @param label what refers to it, or null
     * @param name what the name section calls it, or null
     */
    void push(String label, String name) {
        shadowed.add(label == null ? null : positions.put(label, labels.size()));
        labels.add(label);
        if (name != null) {
            names.put(blocks, name);
        }
        blocks++;
    }

    /** Starts a function, whose own label has no name and no number. */
    void pushFunction() {
        names = new TreeMap<>();
        push(null, null);
        blocks = 0;
    }

    void pop() {
        String label = labels.removeLast();
        Integer before = shadowed.removeLast();
        if (label != null) {
            if (before == null) {
                positions.remove(label);
            } else {
                positions.put(label, before);
            }
        }
    }

    /** Reads a label: its distance. */
    int resolve(Cursor cursor) {
        if (!cursor.is(TokenKind.IDENTIFIER)) {
            return (int) cursor.natural(Integer.SIZE);
        }
        Integer position = positions.get(cursor.tokens().symbol(cursor.at()));
        if (position == null) {
            throw cursor.error("unknown label " + cursor.tokens().text(cursor.at()));
        }
        cursor.advance();
        return labels.size() - 1 - position;
    }

    /** The names of the labels of the last function, by the order in which its blocks begin. */
    SortedMap<Integer, String> names() {
        return names;
    }
}
