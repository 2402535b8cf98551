// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

/** Text that isn't WIT, or that declares what can't be. The message starts with the place, {@code line:column}. */
public final class WitException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String text;

    WitException(int line, int column, String text) {
        super(line + ":" + column + ": " + text);
        this.line = line;
        this.column = column;
        this.text = text;
    }

    /** From 1 on. */
    public int line() {
        return line;
    }

    /** From 1 on, in characters. */
    public int column() {
        return column;
    }

    /** What is wrong, without the place. */
    public String text() {
        return text;
    }
}
