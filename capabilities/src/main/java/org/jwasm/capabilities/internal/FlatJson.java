// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/** JSON objects whose values are strings and whole numbers: one line of a log. Empty strings and zeros are left out. */
public final class FlatJson {

    private FlatJson() {
    }

    public static void begin(StringBuilder json, String name, long value) {
        json.append("{\"").append(name).append("\":").append(value);
    }

    public static void add(StringBuilder json, String name, long value) {
        if (value != 0) {
            json.append(",\"").append(name).append("\":").append(value);
        }
    }

    public static void add(StringBuilder json, String name, String value) {
        if (!value.isEmpty()) {
            json.append(",\"").append(name).append("\":");
            quote(json, value);
        }
    }

    private static void quote(StringBuilder json, String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == 0x7F || Character.isSurrogate(c) || c == 0x2028 || c == 0x2029) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    /** @throws IllegalArgumentException for anything else than an object of strings and whole numbers */
    public static Map<String, String> parse(String line) {
        return new Parser(line).object();
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Map<String, String> object() {
            Map<String, String> fields = new LinkedHashMap<>();
            expect('{');
            if (peek() != '}') {
                field(fields);
                while (peek() == ',') {
                    at++;
                    field(fields);
                }
            }
            expect('}');
            if (peek() != 0) {
                throw bad();
            }
            return fields;
        }

        private void field(Map<String, String> fields) {
            peek();
            String name = string();
            expect(':');
            fields.put(name, peek() == '"' ? string() : number());
        }

        /** The next character that isn't space; 0 at the end. */
        private char peek() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return at < text.length() ? text.charAt(at) : 0;
        }

        private void expect(char c) {
            if (peek() != c) {
                throw bad();
            }
            at++;
        }

        private IllegalArgumentException bad() {
            return new IllegalArgumentException("not a JSON object of strings and numbers, at column " + (at + 1));
        }

        private char next() {
            if (at >= text.length()) {
                throw bad();
            }
            return text.charAt(at++);
        }

        private String number() {
            int start = at;
            while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '-')) {
                at++;
            }
            if (start == at) {
                throw bad();
            }
            return text.substring(start, at);
        }

        private String string() {
            if (next() != '"') {
                throw bad();
            }
            StringBuilder value = new StringBuilder();
            for (char c = next(); c != '"'; c = next()) {
                value.append(c == '\\' ? escaped() : c);
            }
            return value.toString();
        }

        private char escaped() {
            char c = next();
            return switch (c) {
                case '"', '\\', '/' -> c;
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'u' -> {
                    int code = 0;
                    for (int i = 0; i < 4; i++) {
                        int digit = Character.digit(next(), 16);
                        if (digit < 0) {
                            throw bad();
                        }
                        code = code * 16 + digit;
                    }
                    yield (char) code;
                }
                default -> throw bad();
            };
        }
    }
}
