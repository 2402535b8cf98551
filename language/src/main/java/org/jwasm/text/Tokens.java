// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jwasm.structure.Opcode;

/** A tokenized text. The last token is an {@link TokenKind#END}. */
final class Tokens {

    private final SourceText source;
    private final List<String> symbols;
    private final List<Annotation> annotations = new ArrayList<>();
    private byte[] kinds = new byte[256];
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private int[] values = new int[256];
    private int size;

    Tokens(SourceText source, List<String> symbols) {
        this.source = source;
        this.symbols = symbols;
    }

    void add(TokenKind kind, int start, int end, int value) {
        if (size == kinds.length) {
            int capacity = size * 2;
            kinds = Arrays.copyOf(kinds, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            values = Arrays.copyOf(values, capacity);
        }
        kinds[size] = (byte) kind.ordinal();
        starts[size] = start;
        ends[size] = end;
        values[size] = value;
        size++;
    }

    SourceText source() {
        return source;
    }

    int size() {
        return size;
    }

    /** The annotations that have a meaning, in the order of the text. */
    List<Annotation> annotations() {
        return annotations;
    }

    TokenKind kind(int index) {
        return TokenKind.of(kinds[index]);
    }

    boolean is(int index, TokenKind kind) {
        return kinds[index] == kind.ordinal();
    }

    boolean is(int index, Keyword keyword) {
        return values[index] == keyword.ordinal() && kinds[index] == TokenKind.KEYWORD.ordinal();
    }

    boolean is(int index, Opcode opcode) {
        return values[index] == opcode.ordinal() && kinds[index] == TokenKind.MNEMONIC.ordinal();
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    /** The keyword at {@code index}, or null. */
    Keyword keyword(int index) {
        return is(index, TokenKind.KEYWORD) ? Keyword.of(values[index]) : null;
    }

    /** The opcode at {@code index}, the first of those with the same mnemonic, or null. */
    Opcode opcode(int index) {
        return is(index, TokenKind.MNEMONIC) ? KeywordTable.opcode(values[index]) : null;
    }

    /** The name of the identifier at {@code index}, without the dollar and with escapes resolved. */
    String symbol(int index) {
        return symbols.get(values[index]);
    }

    /** The characters of the token in the source. */
    String text(int index) {
        return new String(source.bytes(), starts[index], ends[index] - starts[index], StandardCharsets.UTF_8);
    }

    /** The bytes of the string literal at {@code index}. */
    byte[] string(int index) {
        ByteWriter out = new ByteWriter(ends[index] - starts[index]);
        StringLiterals.decode(source.bytes(), starts[index], ends[index], out);
        return out.toByteArray();
    }

    TextException error(int index, String phrase) {
        return new TextException(source, starts[index], phrase);
    }
}
