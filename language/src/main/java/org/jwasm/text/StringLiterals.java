// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

/** String literals: where they end and what they mean. Spec: Text Format, Values, Strings. */
final class StringLiterals {

    private StringLiterals() {
    }

    /**
     * The offset after the closing quote of the literal whose opening quote is at {@code start}, or -1 if the line or the
     * text ends before, or a control character is inside. Throws if an escape or the encoding is malformed.
     */
    static int end(SourceText source, int start) {
        byte[] bytes = source.bytes();
        int at = start + 1;
        while (at < bytes.length) {
            int c = bytes[at] & 0xFF;
            if (c == '"') {
                return at + 1;
            }
            if (c < 0x20 || c == 0x7F) {
                return -1;
            }
            if (c == '\\') {
                at = escapeEnd(source, at);
            } else {
                int length = Utf8.length(bytes, at, bytes.length);
                if (length == 0) {
                    throw new TextException(source, at, "malformed UTF-8 encoding");
                }
                at += length;
            }
        }
        return -1;
    }

    /** The bytes that the literal from {@code start} to {@code end}, with its quotes, stands for. */
    static void decode(byte[] bytes, int start, int end, ByteWriter out) {
        int at = start + 1;
        while (at < end - 1) {
            int plain = at;
            while (plain < end - 1 && bytes[plain] != '\\') {
                plain++;
            }
            out.write(bytes, at, plain - at);
            at = plain;
            if (at < end - 1) {
                at = decodeEscape(bytes, at, out);
            }
        }
    }

    private static int decodeEscape(byte[] bytes, int at, ByteWriter out) {
        switch (bytes[at + 1]) {
            case 't' -> out.write('\t');
            case 'n' -> out.write('\n');
            case 'r' -> out.write('\r');
            case '"', '\'', '\\' -> out.write(bytes[at + 1]);
            case 'u' -> {
                int close = at + 3;
                int character = 0;
                while (bytes[close] != '}') {
                    if (bytes[close] != '_') {
                        character = character * 16 + Character.digit(bytes[close], 16);
                    }
                    close++;
                }
                Utf8.encode(character, out);
                return close + 1;
            }
            default -> {
                out.write(Character.digit(bytes[at + 1], 16) << 4 | Character.digit(bytes[at + 2], 16));
                return at + 3;
            }
        }
        return at + 2;
    }

    private static int escapeEnd(SourceText source, int at) {
        byte[] bytes = source.bytes();
        int next = at + 1 < bytes.length ? bytes[at + 1] : 0;
        switch (next) {
            case 't', 'n', 'r', '"', '\'', '\\' -> {
                return at + 2;
            }
            case 'u' -> {
                return unicodeEscapeEnd(source, at);
            }
            default -> {
                if (at + 2 < bytes.length && Character.digit(next, 16) >= 0 && Character.digit(bytes[at + 2], 16) >= 0) {
                    return at + 3;
                }
                throw new TextException(source, at, "illegal escape");
            }
        }
    }

    private static int unicodeEscapeEnd(SourceText source, int start) {
        byte[] bytes = source.bytes();
        int at = start + 2;
        int character = 0;
        boolean digitBefore = false;
        if (at < bytes.length && bytes[at] == '{') {
            for (at++; at < bytes.length; at++) {
                int digit = Character.digit(bytes[at], 16);
                if (digit >= 0) {
                    character = character * 16 + digit;
                    digitBefore = true;
                } else if (digitBefore && bytes[at] == '_') {
                    digitBefore = false;
                } else {
                    break;
                }
                if (character > 0x10FFFF) {
                    break;
                }
            }
            boolean scalar = character < 0xD800 || character >= 0xE000 && character <= 0x10FFFF;
            if (digitBefore && scalar && at < bytes.length && bytes[at] == '}') {
                return at + 1;
            }
        }
        throw new TextException(source, start, "illegal escape");
    }
}
