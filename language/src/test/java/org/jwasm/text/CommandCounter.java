// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts a script's commands by nothing but parentheses, strings and comments, to check the script reader against. */
final class CommandCounter {

    /** A script that has these at its top level means the module of those that follow each other. */
    private static final Set<String> MODULE_FIELDS = Set.of("type", "rec", "import", "func", "table", "memory", "tag", "global",
                    "elem", "data", "export", "start");

    private final byte[] bytes;
    private int at;

    private CommandCounter(byte[] bytes) {
        this.bytes = bytes;
    }

    /** How often each first word stands at the top level; for modules, the second word too if it tells the kind. */
    static SortedMap<String, Integer> count(byte[] script) {
        CommandCounter counter = new CommandCounter(script);
        TreeMap<String, Integer> counts = new TreeMap<>();
        int depth = 0;
        boolean inFields = false;
        while (counter.at < script.length) {
            int c = script[counter.at];
            if (counter.skipped()) {
                continue;
            }
            if (c == '(' && depth++ == 0) {
                String kind = counter.kind();
                boolean isField = MODULE_FIELDS.contains(kind);
                if (!isField || !inFields) {
                    counts.merge(isField ? "module" : kind, 1, Integer::sum);
                }
                inFields = isField;
            } else if (c == ')') {
                depth--;
            }
            counter.at++;
        }
        return counts;
    }

    private boolean skipped() {
        int c = bytes[at];
        int next = at + 1 < bytes.length ? bytes[at + 1] : 0;
        if (c == '"') {
            for (at++; bytes[at] != '"'; at++) {
                if (bytes[at] == '\\') {
                    at++;
                }
            }
            at++;
        } else if (c == ';' && next == ';') {
            while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
                at++;
            }
        } else if (c == '(' && next == ';') {
            skipComment();
        } else if (c == '(' && next == '@') {
            skipAnnotation();
        } else {
            return false;
        }
        return true;
    }

    private void skipComment() {
        int depth = 0;
        do {
            if (bytes[at] == '(' && bytes[at + 1] == ';') {
                depth++;
                at++;
            } else if (bytes[at] == ';' && bytes[at + 1] == ')') {
                depth--;
                at++;
            }
            at++;
        } while (depth > 0);
    }

    private void skipAnnotation() {
        int depth = 1;
        at += 2;
        while (depth > 0) {
            if (bytes[at] == '(' && bytes[at + 1] == '@') {
                depth++;
                at += 2;
            } else if (!skipped()) {
                depth += bytes[at] == '(' ? 1 : bytes[at] == ')' ? -1 : 0;
                at++;
            }
        }
    }

    private String kind() {
        int before = at;
        at++;
        String word = word();
        if (word.equals("module")) {
            String second = word();
            word = second.equals("definition") || second.equals("instance") ? "module " + second : "module";
        }
        at = before;
        return word;
    }

    /** The next word, after space, comments and annotations. */
    private String word() {
        while (Character.isWhitespace(bytes[at]) || bytes[at] != '"' && skipped()) {
            at += Character.isWhitespace(bytes[at]) ? 1 : 0;
        }
        int start = at;
        while (Character.isLetterOrDigit(bytes[at]) || bytes[at] == '_') {
            at++;
        }
        return new String(bytes, start, at - start, StandardCharsets.US_ASCII);
    }
}
