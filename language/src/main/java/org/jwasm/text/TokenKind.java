// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

/** The classes of tokens. Spec: Text Format, Lexical Format, Tokens. */
enum TokenKind {
    LEFT,
    RIGHT,
    STRING,
    /** An identifier; its value is the number of its symbol. */
    IDENTIFIER,
    /** A number without sign, point or exponent. */
    NATURAL,
    /** A number with a sign. */
    INTEGER,
    FLOAT,
    /** A word of {@link Keyword}; its value is the ordinal. */
    KEYWORD,
    /** A mnemonic; its value is the ordinal of the opcode. */
    MNEMONIC,
    /** A word that is none of these; only annotations have them. */
    WORD,
    END;

    private static final TokenKind[] ALL = values();

    static TokenKind of(int ordinal) {
        return ALL[ordinal];
    }
}
