// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jwasm.structure.Opcode;

/** A place among tokens and the ways to move over what is expected there. */
final class Cursor {

    private final Tokens tokens;
    private int at;

    Cursor(Tokens tokens, int at) {
        this.tokens = tokens;
        this.at = at;
    }

    Tokens tokens() {
        return tokens;
    }

    int at() {
        return at;
    }

    void moveTo(int index) {
        at = index;
    }

    TokenKind kind() {
        return tokens.kind(at);
    }

    /** The opcode here, or null. */
    Opcode opcode() {
        return tokens.opcode(at);
    }

    /** The keyword here, or null. */
    Keyword keyword() {
        return tokens.keyword(at);
    }

    /** The keyword after an opening parenthesis here, or null. */
    Keyword keywordInParentheses() {
        return is(TokenKind.LEFT) ? tokens.keyword(at + 1) : null;
    }

    boolean is(TokenKind kind) {
        return tokens.is(at, kind);
    }

    boolean is(Keyword keyword) {
        return tokens.is(at, keyword);
    }

    boolean isLeft(Keyword keyword) {
        return tokens.is(at, TokenKind.LEFT) && tokens.is(at + 1, keyword);
    }

    boolean isIndex() {
        return is(TokenKind.NATURAL) || is(TokenKind.IDENTIFIER);
    }

    void advance() {
        at++;
    }

    boolean accept(Keyword keyword) {
        boolean found = is(keyword);
        if (found) {
            at++;
        }
        return found;
    }

    /** Moves over an opening parenthesis and {@code keyword} if both are here. */
    boolean acceptLeft(Keyword keyword) {
        boolean found = isLeft(keyword);
        if (found) {
            at += 2;
        }
        return found;
    }

    void expect(TokenKind kind) {
        if (!is(kind)) {
            throw unexpected();
        }
        at++;
    }

    void expect(Keyword keyword) {
        if (!accept(keyword)) {
            throw unexpected();
        }
    }

    void expectLeft(Keyword keyword) {
        if (!acceptLeft(keyword)) {
            throw unexpected();
        }
    }

    void expectRight() {
        expect(TokenKind.RIGHT);
    }

    /** The identifier here, or null. */
    String acceptIdentifier() {
        return is(TokenKind.IDENTIFIER) ? tokens.symbol(at++) : null;
    }

    byte[] string() {
        expect(TokenKind.STRING);
        return tokens.string(at - 1);
    }

    /** A string that is a name, that is, UTF-8. */
    byte[] name() {
        byte[] name = string();
        if (!Utf8.isValid(name)) {
            throw tokens.error(at - 1, "malformed UTF-8 encoding");
        }
        return name;
    }

    /** All strings that follow, as one row of bytes. */
    ByteWriter strings() {
        ByteWriter content = new ByteWriter();
        while (is(TokenKind.STRING)) {
            StringLiterals.decode(tokens.source().bytes(), tokens.start(at), tokens.end(at), content);
            at++;
        }
        return content;
    }

    /** A number without sign of up to {@code bits} bits. */
    long natural(int bits) {
        expect(TokenKind.NATURAL);
        return unsigned(at - 1, 0, bits);
    }

    /** The number after a keyword that ends in an equals sign. */
    long keywordValue(Keyword keyword) {
        expect(keyword);
        return unsigned(at - 1, keyword.toString().length(), Long.SIZE);
    }

    private long unsigned(int index, int skip, int bits) {
        try {
            long value = Numbers.unsigned(tokens.source().bytes(), tokens.start(index) + skip, tokens.end(index));
            if (bits == Long.SIZE || value >>> bits == 0) {
                return value;
            }
        } catch (Numbers.OutOfRange e) {
            // Too large in either way.
        }
        throw tokens.error(index, "i" + bits + " constant out of range");
    }

    /** An integer literal, signed or not, of {@code bits} bits. */
    long integer(int bits) {
        if (!is(TokenKind.NATURAL) && !is(TokenKind.INTEGER)) {
            throw unexpected();
        }
        at++;
        try {
            return Numbers.integer(tokens.source().bytes(), tokens.start(at - 1), tokens.end(at - 1), bits);
        } catch (Numbers.OutOfRange e) {
            throw tokens.error(at - 1, "constant out of range");
        }
    }

    boolean isNumber() {
        return is(TokenKind.NATURAL) || is(TokenKind.INTEGER) || is(TokenKind.FLOAT);
    }

    /** The bits of a floating-point literal of 32 or 64 bits. */
    long floatBits(int bits) {
        if (!isNumber()) {
            throw unexpected();
        }
        at++;
        try {
            byte[] bytes = tokens.source().bytes();
            return bits == Integer.SIZE ? Numbers.f32(bytes, tokens.start(at - 1), tokens.end(at - 1)) & 0xFFFFFFFFL
                            : Numbers.f64(bytes, tokens.start(at - 1), tokens.end(at - 1));
        } catch (Numbers.OutOfRange e) {
            throw tokens.error(at - 1, "constant out of range");
        }
    }

    /** The identifier of a definition, or null; the annotation {@code @name} after it goes before it in the name section. */
    Declared declared() {
        int start = at;
        String identifier = acceptIdentifier();
        String name = identifier;
        for (Annotation annotation : annotations(at)) {
            if (annotation.id().equals(Annotation.NAME)) {
                annotation.use();
                name = nameIn(annotation);
            }
        }
        return new Declared(start, identifier, name);
    }

    /**
     * What a definition is called.
     *
     * @param token the index of the token where the identifier would be
     * @param identifier what refers to it in the text, or null
     * @param name what the name section calls it, or null
     */
    record Declared(int token, String identifier, String name) {
    }

    private static String nameIn(Annotation annotation) {
        Cursor content = new Cursor(annotation.tokens(), 0);
        if (!content.is(TokenKind.STRING)) {
            throw annotation.error("@name annotation: unexpected token");
        }
        byte[] name = content.string();
        if (!Utf8.isValid(name)) {
            throw annotation.error("@name annotation: malformed UTF-8 encoding");
        }
        if (!content.is(TokenKind.END)) {
            throw annotation.error("@name annotation: unexpected token");
        }
        return new String(name, StandardCharsets.UTF_8);
    }

    /** The annotations before the token at {@code index}. */
    List<Annotation> annotations(int index) {
        List<Annotation> all = tokens.annotations();
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).before() < index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int end = low;
        while (end < all.size() && all.get(end).before() == index) {
            end++;
        }
        return all.subList(low, end);
    }

    /** Moves after the parenthesis that closes the one opened just before here. */
    void skipToEnd() {
        int depth = 1;
        while (depth > 0) {
            switch (kind()) {
                case LEFT -> depth++;
                case RIGHT -> depth--;
                case END -> throw unexpected();
                default -> {
                }
            }
            at++;
        }
    }

    TextException unexpected() {
        return error(is(TokenKind.END) ? "unexpected token: end of text" : "unexpected token " + tokens.text(at));
    }

    TextException error(String phrase) {
        return tokens.error(at, phrase);
    }
}
