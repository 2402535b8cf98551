// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cuts a text into tokens. Spec: Text Format, Lexical Format. */
final class Lexer {

    private static final boolean[] ID_CHARACTERS = new boolean[0x80];

    static {
        for (int c = 0x21; c < 0x7F; c++) {
            ID_CHARACTERS[c] = "\"(),;[]{}".indexOf(c) < 0;
        }
    }

    private final SourceText source;
    private final byte[] bytes;
    private final int length;
    private final List<String> symbols = new ArrayList<>();
    private final Map<String, Integer> symbolNumbers = new HashMap<>();
    private int at;

    private Lexer(SourceText source) {
        this.source = source;
        this.bytes = source.bytes();
        this.length = bytes.length;
    }

    /** All tokens of a text; throws at the first that is malformed. */
    static Tokens read(SourceText source) {
        Lexer lexer = new Lexer(source);
        Tokens tokens = new Tokens(source, lexer.symbols);
        while (lexer.skipSpace()) {
            lexer.token(tokens);
        }
        tokens.add(TokenKind.END, lexer.length, lexer.length, -1);
        return tokens;
    }

    /** Moves to the next token; false at the end of the text. */
    private boolean skipSpace() {
        while (at < length) {
            int c = bytes[at];
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                at++;
            } else if (c == ';' && follows(';')) {
                skipLine();
            } else if (c == '(' && follows(';')) {
                skipComment();
            } else {
                return true;
            }
        }
        return false;
    }

    private boolean follows(int c) {
        return at + 1 < length && bytes[at + 1] == c;
    }

    private void skipLine() {
        while (at < length && bytes[at] != '\n' && bytes[at] != '\r') {
            skipCharacter();
        }
    }

    private void skipComment() {
        int start = at;
        int depth = 0;
        while (at < length) {
            if (bytes[at] == '(' && follows(';')) {
                depth++;
                at += 2;
            } else if (bytes[at] == ';' && follows(')')) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return;
                }
            } else {
                skipCharacter();
            }
        }
        throw error(start, "unclosed comment");
    }

    private void skipCharacter() {
        int size = Utf8.length(bytes, at, length);
        if (size == 0) {
            throw error(at, "malformed UTF-8 encoding");
        }
        at += size;
    }

    private void token(Tokens tokens) {
        int start = at;
        switch (bytes[at]) {
            case '(' -> {
                if (follows('@')) {
                    annotation(tokens);
                } else {
                    tokens.add(TokenKind.LEFT, start, ++at, -1);
                }
            }
            case ')' -> tokens.add(TokenKind.RIGHT, start, ++at, -1);
            default -> {
                boolean plain = run();
                if (!word(tokens, start, at, plain)) {
                    throw error(start, "unknown operator " + new String(bytes, start, at - start, StandardCharsets.UTF_8));
                }
            }
        }
    }

    /** Reads over what has no space or parenthesis in between; whether that is only characters of identifiers. */
    private boolean run() {
        int start = at;
        boolean plain = true;
        while (at < length) {
            int c = bytes[at];
            if (c >= 0 && ID_CHARACTERS[c]) {
                at++;
                continue;
            }
            boolean ends = c == '(' || c == ')' || c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == ';' && follows(';');
            if (ends) {
                break;
            }
            if (c == '"') {
                stringInRun(start);
            } else if (c > 0x20 && c != 0x7F) {
                at++;
            } else if (c < 0 && Utf8.length(bytes, at, length) == 0) {
                throw error(at, "malformed UTF-8 encoding");
            } else {
                throw error(at, "illegal character");
            }
            plain = false;
        }
        return plain;
    }

    private void stringInRun(int start) {
        int end = StringLiterals.end(source, at);
        if (end < 0) {
            boolean identifier = at == start + 1 && bytes[start] == '$';
            throw error(start, identifier ? "empty identifier" : "unclosed string");
        }
        at = end;
    }

    /** Adds the token from {@code start} to {@code end}; false if it is reserved. */
    private boolean word(Tokens tokens, int start, int end, boolean plain) {
        int first = bytes[start];
        if (first == '$') {
            return identifier(tokens, start, end, plain);
        }
        if (first == '"') {
            if (StringLiterals.end(source, start) != end) {
                return false;
            }
            tokens.add(TokenKind.STRING, start, end, -1);
            return true;
        }
        if (!plain) {
            return false;
        }
        TokenKind number = Numbers.kind(bytes, start, end);
        if (number != null) {
            tokens.add(number, start, end, -1);
            return true;
        }
        return keyword(tokens, start, end);
    }

    private boolean keyword(Tokens tokens, int start, int end) {
        int found = KeywordTable.find(bytes, start, end);
        if (found >= KeywordTable.MNEMONICS_FROM) {
            tokens.add(TokenKind.MNEMONIC, start, end, found - KeywordTable.MNEMONICS_FROM);
            return true;
        }
        if (found >= 0 && bytes[end - 1] != '=') {
            tokens.add(TokenKind.KEYWORD, start, end, found);
            return true;
        }
        int equals = start;
        while (equals < end && bytes[equals] != '=') {
            equals++;
        }
        if (equals < end && Numbers.kind(bytes, equals + 1, end) == TokenKind.NATURAL) {
            found = KeywordTable.find(bytes, start, equals + 1);
            if (found >= 0) {
                tokens.add(TokenKind.KEYWORD, start, end, found);
                return true;
            }
        }
        return false;
    }

    private boolean identifier(Tokens tokens, int start, int end, boolean plain) {
        if (plain) {
            if (end == start + 1) {
                throw error(start, "empty identifier");
            }
            add(tokens, start, end, new String(bytes, start + 1, end - start - 1, StandardCharsets.US_ASCII));
            return true;
        }
        if (bytes[start + 1] != '"' || StringLiterals.end(source, start + 1) != end) {
            return false;
        }
        add(tokens, start, end, quoted(start + 1, end, "empty identifier"));
        return true;
    }

    private void add(Tokens tokens, int start, int end, String symbol) {
        Integer number = symbolNumbers.get(symbol);
        if (number == null) {
            number = symbols.size();
            symbols.add(symbol);
            symbolNumbers.put(symbol, number);
        }
        tokens.add(TokenKind.IDENTIFIER, start, end, number);
    }

    private String quoted(int start, int end, String ifEmpty) {
        ByteWriter decoded = new ByteWriter(end - start);
        StringLiterals.decode(bytes, start, end, decoded);
        byte[] name = decoded.toByteArray();
        if (name.length == 0) {
            throw error(start, ifEmpty);
        }
        if (!Utf8.isValid(name)) {
            throw error(start, "malformed UTF-8 encoding");
        }
        return new String(name, StandardCharsets.UTF_8);
    }

    private void annotation(Tokens tokens) {
        int start = at;
        String id = annotationId();
        Tokens content = Annotation.isKnown(id) ? new Tokens(source, symbols) : null;
        int depth = 1;
        while (depth > 0) {
            if (!skipSpace()) {
                throw error(start, "unclosed annotation");
            }
            int from = at;
            if (bytes[at] == '(' || bytes[at] == ')') {
                depth += bytes[at++] == '(' ? 1 : -1;
                if (content != null) {
                    content.add(depth == 0 ? TokenKind.END : bytes[from] == '(' ? TokenKind.LEFT : TokenKind.RIGHT, from, at, -1);
                }
            } else {
                boolean plain = run();
                if (content != null && !word(content, from, at, plain)) {
                    content.add(TokenKind.WORD, from, at, -1);
                }
            }
        }
        if (content != null) {
            tokens.annotations().add(new Annotation(id, start, tokens.size(), content));
        }
    }

    private String annotationId() {
        int start = at;
        at += 2;
        if (at < length && bytes[at] == '"') {
            int end = StringLiterals.end(source, at);
            if (end < 0) {
                throw error(start, "empty annotation id");
            }
            String id = quoted(at, end, "empty annotation id");
            at = end;
            return id;
        }
        int from = at;
        while (at < length && bytes[at] >= 0 && ID_CHARACTERS[bytes[at]]) {
            at++;
        }
        if (at == from) {
            throw error(start, "empty annotation id");
        }
        return new String(bytes, from, at - from, StandardCharsets.US_ASCII);
    }

    private TextException error(int offset, String phrase) {
        return new TextException(source, offset, phrase);
    }
}
