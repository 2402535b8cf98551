// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

/** UTF-8 as the specification has it: no surrogates, no overlong forms. Spec: Binary Format, Values, Names. */
final class Utf8 {

    private Utf8() {
    }

    /** The length of the character at {@code at}, 1 to 4 bytes, or 0 if it is malformed. */
    static int length(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || end - at < length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        boolean valid = switch (first) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
        return valid ? length : 0;
    }

    static boolean isValid(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int length = length(bytes, at, bytes.length);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    static void encode(int character, ByteWriter out) {
        if (character < 0x80) {
            out.write(character);
        } else if (character < 0x800) {
            out.write(0xC0 | character >> 6);
            out.write(0x80 | character & 0x3F);
        } else if (character < 0x10000) {
            out.write(0xE0 | character >> 12);
            out.write(0x80 | character >> 6 & 0x3F);
            out.write(0x80 | character & 0x3F);
        } else {
            out.write(0xF0 | character >> 18);
            out.write(0x80 | character >> 12 & 0x3F);
            out.write(0x80 | character >> 6 & 0x3F);
            out.write(0x80 | character & 0x3F);
        }
    }
}
