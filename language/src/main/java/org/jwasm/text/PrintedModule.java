// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import org.jwasm.runtime.WasmException;

/** The folded text of a module, with the places of its functions and instructions. */
public final class PrintedModule {

    private final String text;
    private final TextPositions positions;

    /**
     * A piece of the text.
     *
     * @param start of the first character
     * @param length in characters
     */
    public record Range(int start, int length) {
    }

    private PrintedModule(String text, TextPositions positions) {
        this.text = text;
        this.positions = positions;
    }

    /**
     * Prints a module.
     *
     * @throws WasmException if there is no text of it, see {@link WatPrinter#toText(byte[])}
     */
    public static PrintedModule of(byte[] module) {
        StringBuilder text = new StringBuilder();
        TextPositions positions = new TextPositions();
        WatPrinter.print(module, text, positions);
        return new PrintedModule(text.toString(), positions);
    }

    public String text() {
        return text;
    }

    /** A function that the module defines, or null if there is none of that index. */
    public Range function(int index) {
        int start = positions.functionStart(index);
        return start == 0 ? null : new Range(start, positions.functionEnd(index) - start);
    }

    /** The instruction at an offset in the module's bytes with its operands, or null if none is there. */
    public Range instruction(int offset) {
        int found = positions.find(offset);
        return found < 0 ? null : new Range(positions.start(found), positions.end(found) - positions.start(found));
    }
}
