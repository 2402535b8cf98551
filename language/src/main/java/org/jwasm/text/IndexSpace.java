// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An index space and the identifiers in it. Spec: Text Format, Conventions, Contexts. */
final class IndexSpace {

    private final String keyword;
    private final String word;
    private final Map<String, Integer> indices = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /**
     * @param keyword what a field starts with
     * @param word what the messages call it
     */
    IndexSpace(String keyword, String word) {
        this.keyword = keyword;
        this.word = word;
    }

    String word() {
        return word;
    }

    int size() {
        return names.size();
    }

    /** The names by index; null where there is none. */
    List<String> names() {
        return names;
    }

    /** Takes the next index for what {@code declared} is called. */
    int add(Cursor.Declared declared, Cursor cursor) {
        int index = names.size();
        if (declared.identifier() != null && indices.putIfAbsent(declared.identifier(), index) != null) {
            throw cursor.tokens().error(declared.token(), "duplicate " + keyword + " $" + declared.identifier());
        }
        names.add(declared.name());
        return index;
    }

    int addAnonymous() {
        names.add(null);
        return names.size() - 1;
    }

    /** Reads an index or an identifier. */
    int resolve(Cursor cursor) {
        if (cursor.is(TokenKind.IDENTIFIER)) {
            int token = cursor.at();
            Integer index = indices.get(cursor.acceptIdentifier());
            if (index == null) {
                throw cursor.tokens().error(token, "unknown " + word + " " + cursor.tokens().text(token));
            }
            return index;
        }
        return (int) cursor.natural(Integer.SIZE);
    }

    /** Reads an index or an identifier if there is one, else 0. */
    int resolveOrZero(Cursor cursor) {
        return cursor.isIndex() ? resolve(cursor) : 0;
    }
}
