// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jwasm.structure.Opcode;

/** Finds keywords and mnemonics by their bytes in the source, without making strings. */
final class KeywordTable {

    /** What {@link #find} adds to the ordinal of an opcode. */
    static final int MNEMONICS_FROM = 1 << 16;

    private static final Opcode[] OPCODES = Opcode.values();
    private static final int MASK = 0xFFF;
    private static final byte[][] WORDS = new byte[MASK + 1][];
    private static final int[] VALUES = new int[MASK + 1];

    static {
        for (Keyword keyword : Keyword.values()) {
            add(keyword.toString(), keyword.ordinal());
        }
        for (Opcode opcode : OPCODES) {
            byte[] word = opcode.mnemonic().getBytes(StandardCharsets.US_ASCII);
            if (find(word, 0, word.length) < 0) {
                add(opcode.mnemonic(), MNEMONICS_FROM + opcode.ordinal());
            }
        }
    }

    private KeywordTable() {
    }

    static Opcode opcode(int ordinal) {
        return OPCODES[ordinal];
    }

    /** The ordinal of a keyword, or that of an opcode plus {@link #MNEMONICS_FROM}, or -1. */
    static int find(byte[] bytes, int from, int to) {
        int slot = hash(bytes, from, to) & MASK;
        while (WORDS[slot] != null) {
            byte[] word = WORDS[slot];
            if (Arrays.equals(word, 0, word.length, bytes, from, to)) {
                return VALUES[slot];
            }
            slot = slot + 1 & MASK;
        }
        return -1;
    }

    private static void add(String text, int value) {
        byte[] word = text.getBytes(StandardCharsets.US_ASCII);
        int slot = hash(word, 0, word.length) & MASK;
        while (WORDS[slot] != null) {
            slot = slot + 1 & MASK;
        }
        WORDS[slot] = word;
        VALUES[slot] = value;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash ^ hash >>> 15;
    }
}
