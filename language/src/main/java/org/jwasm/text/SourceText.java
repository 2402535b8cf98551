// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A text in UTF-8 and where it is from; offsets are in bytes. Spec: Text Format, Lexical Format. */
public record SourceText(String name, byte[] bytes) {

    private static final int EXCERPT = 120;

    /** The source as bytes; an unpaired surrogate in it is a malformed encoding. */
    public static SourceText of(String name, CharSequence text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return new SourceText(name, bytes);
        } catch (CharacterCodingException e) {
            throw new TextException(new SourceText(name, new byte[0]), 0, "malformed UTF-8 encoding");
        }
    }

    /** The line of an offset, from 1. */
    public int line(int offset) {
        int line = 1;
        for (int i = 0; i < offset && i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }

    /** The column of an offset in characters, from 1. */
    public int column(int offset) {
        return characters(lineStart(offset), Math.min(offset, bytes.length)) + 1;
    }

    /** {@code file:line:column}. */
    public String position(int offset) {
        return name + ":" + line(offset) + ":" + column(offset);
    }

    /** The line of an offset, cut to a readable length, and below it a caret at the offset's column. */
    String excerpt(int offset) {
        int at = Math.min(offset, bytes.length);
        int from = Math.max(lineStart(at), characterStart(at - EXCERPT / 2));
        int to = at;
        while (to < bytes.length && to - from < EXCERPT && bytes[to] != '\n' && bytes[to] != '\r') {
            to++;
        }
        to = characterStart(to);
        String line = new String(bytes, from, Math.max(to - from, 0), StandardCharsets.UTF_8);
        StringBuilder caret = new StringBuilder();
        for (int i = from; i < at; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                caret.append(bytes[i] == '\t' ? '\t' : ' ');
            }
        }
        return printable(line) + "\n" + caret + "^";
    }

    /** The line without what could command a terminal. */
    private static String printable(String line) {
        StringBuilder text = new StringBuilder(line);
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i)) && text.charAt(i) != '\t') {
                text.setCharAt(i, '\uFFFD');
            }
        }
        return text.toString();
    }

    private int lineStart(int offset) {
        int start = Math.min(offset, bytes.length);
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private int characterStart(int offset) {
        int start = Math.max(offset, 0);
        while (start > 0 && start < bytes.length && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        return start;
    }

    private int characters(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                count++;
            }
        }
        return count;
    }
}
