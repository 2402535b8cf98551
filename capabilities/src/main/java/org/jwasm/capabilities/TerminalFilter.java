// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Makes output harmless for a terminal: a guest must not move the cursor over what others wrote, type answers of the terminal into
 * its input, or set its title. Control characters but line feed, carriage return and tab become their pictures; the controls
 * U+0080 to U+009F and what isn't UTF-8 become U+FFFD. The bytes of a character may come in several writes.
 */
final class TerminalFilter {

    private static final char PICTURES = '\u2400';
    private static final char PICTURE_OF_DELETE = '\u2421';
    private static final char REPLACEMENT = '\uFFFD';
    private static final int LONGEST = 4;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    /** The start of a character whose rest hasn't come yet. */
    private byte[] rest = {};

    byte[] filter(byte[] source, int offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(rest.length + length).put(rest).put(source, offset, length).flip();
        CharBuffer text = CharBuffer.allocate(bytes.remaining() + LONGEST);
        decoder.reset();
        decoder.decode(bytes, text, false);
        rest = new byte[bytes.remaining()];
        bytes.get(rest);
        text.flip();
        StringBuilder shown = new StringBuilder(text.remaining());
        while (text.hasRemaining()) {
            shown.append(shown(text.get()));
        }
        return shown.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static char shown(char c) {
        if (c == '\n' || c == '\r' || c == '\t') {
            return c;
        }
        if (c < ' ') {
            return (char) (PICTURES + c);
        }
        return c == 0x7F ? PICTURE_OF_DELETE : c >= 0x80 && c < 0xA0 ? REPLACEMENT : c;
    }
}
