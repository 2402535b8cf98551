// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.ArrayList;
import java.util.List;

/** Splits a document into tokens. Spec: Component Model, WIT, Lexical structure. */
final class Lexer {

    private final String text;
    private int at;
    private int line = 1;
    private int column = 1;

    private Lexer(String text) {
        this.text = text;
    }

    /** What a token is. */
    enum Kind {
        WORD,
        /** A word marked as no keyword, without its mark. */
        ESCAPED,
        /** A number, or a version. */
        NUMBER,
        STRING,
        OPERATOR,
        END
    }

    /** One token with its place. */
    record Token(Kind kind, String text, int line, int column) {

        boolean is(String wanted) {
            return text.equals(wanted) && (kind == Kind.WORD || kind == Kind.OPERATOR);
        }

        WitException error(String message) {
            return new WitException(line, column, message);
        }

        @Override
        public String toString() {
            return kind == Kind.END ? "the end" : "`" + (kind == Kind.ESCAPED ? "%" : "") + text + "`";
        }
    }

    /** All tokens, {@link Kind#END} last. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        List<Token> tokens = new ArrayList<>();
        do {
            lexer.skip();
            tokens.add(lexer.next());
        } while (tokens.getLast().kind() != Kind.END);
        return tokens;
    }

    private int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : -1;
    }

    private void advance() {
        int character = text.codePointAt(at);
        checkAllowed(character);
        at += Character.charCount(character);
        if (character == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
    }

    private void checkAllowed(int character) {
        boolean control = Character.getType(character) == Character.CONTROL && character != '\n' && character != '\r' && character != '\t';
        boolean bidirectional = character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x206F;
        boolean deprecated = switch (character) {
            case 0x149, 0x673, 0xF77, 0xF79, 0x17A3, 0x17A4, 0x2329, 0x232A, 0xE0001 -> true;
            default -> false;
        };
        if (control || bidirectional || deprecated || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
            throw new WitException(line, column, String.format("the character U+%04X can't be in WIT", character));
        }
    }

    /** White space and comments. */
    private void skip() {
        while (at < text.length()) {
            int character = peek(0);
            if (character == ' ' || character == '\n' || character == '\r' || character == '\t') {
                advance();
            } else if (character == '/' && peek(1) == '/') {
                while (at < text.length() && peek(0) != '\n') {
                    advance();
                }
            } else if (character == '/' && peek(1) == '*') {
                skipBlock();
            } else {
                return;
            }
        }
    }

    private void skipBlock() {
        int startLine = line;
        int startColumn = column;
        int depth = 0;
        do {
            if (at >= text.length()) {
                throw new WitException(startLine, startColumn, "the comment has no end");
            }
            boolean opens = peek(0) == '/' && peek(1) == '*';
            boolean closes = peek(0) == '*' && peek(1) == '/';
            if (opens || closes) {
                depth += opens ? 1 : -1;
                advance();
            }
            advance();
        } while (depth > 0);
    }

    private Token next() {
        int startLine = line;
        int startColumn = column;
        if (at >= text.length()) {
            return new Token(Kind.END, "", startLine, startColumn);
        }
        int start = at;
        int first = peek(0);
        Kind kind;
        if (first == '%' || isLetter(first) || first == '_') {
            kind = first == '%' ? Kind.ESCAPED : Kind.WORD;
            advance();
            start = first == '%' ? at : start;
            takeWhile("-_");
        } else if (isDigit(first)) {
            kind = Kind.NUMBER;
            takeWhile("-.+");
        } else if (first == '"') {
            kind = Kind.STRING;
            takeString(startLine, startColumn);
        } else if (first == '-' && peek(1) == '>') {
            kind = Kind.OPERATOR;
            advance();
            advance();
        } else if ("=,:;(){}<>*/.@[]".indexOf(first) >= 0) {
            kind = Kind.OPERATOR;
            advance();
        } else {
            String character = Character.toString(text.codePointAt(at));
            advance();
            throw new WitException(startLine, startColumn, "unexpected `" + character + "`");
        }
        return new Token(kind, text.substring(start, at), startLine, startColumn);
    }

    private void takeWhile(String others) {
        while (at < text.length() && (isLetter(peek(0)) || isDigit(peek(0)) || others.indexOf(peek(0)) >= 0) && !(peek(0) == '-' && peek(1) == '>')) {
            advance();
        }
    }

    private void takeString(int startLine, int startColumn) {
        advance();
        while (at < text.length() && peek(0) != '"' && peek(0) != '\n') {
            if (peek(0) == '\\') {
                advance();
            }
            if (at < text.length()) {
                advance();
            }
        }
        if (peek(0) != '"') {
            throw new WitException(startLine, startColumn, "the string has no end");
        }
        advance();
    }

    private static boolean isLetter(int character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
