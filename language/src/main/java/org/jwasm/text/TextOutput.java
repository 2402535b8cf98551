// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Where a printed module goes: lines with indentation, a piece at a time, so that no more than a piece is in memory. */
final class TextOutput {

    private static final int PIECE = 1 << 14;
    /** Deeper lines aren't indented more, so that the text of nested code grows with the code and not with its square. */
    private static final int DEEPEST_INDENT = 40;
    private static final String SPACES = "  ".repeat(DEEPEST_INDENT);

    private final Appendable target;
    private long drained;
    private final StringBuilder piece = new StringBuilder(PIECE + 1024);

    TextOutput(Appendable target) {
        this.target = target;
    }

    TextOutput append(CharSequence text) {
        piece.append(text);
        return drainIfFull();
    }

    TextOutput append(CharSequence text, int from, int to) {
        piece.append(text, from, to);
        return drainIfFull();
    }

    TextOutput append(char c) {
        piece.append(c);
        return drainIfFull();
    }

    /** How many characters there are so far. */
    long position() {
        return drained + piece.length();
    }

    /** The spaces of a line that is {@code depth} deep. */
    TextOutput indent(int depth) {
        return append(SPACES, 0, width(depth));
    }

    static int width(int depth) {
        return 2 * Math.min(depth, DEEPEST_INDENT);
    }

    void line(int depth, CharSequence text) {
        indent(depth).append(text).append('\n');
    }

    private TextOutput drainIfFull() {
        if (piece.length() >= PIECE) {
            drain();
        }
        return this;
    }

    /** Hands over what is still here. */
    void drain() {
        try {
            target.append(piece);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        drained += piece.length();
        piece.setLength(0);
    }
}
