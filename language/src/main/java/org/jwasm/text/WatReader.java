// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import org.jwasm.runtime.WasmException;

/** Assembles the text format to the binary format. Spec: Text Format. */
public final class WatReader {

    private WatReader() {
    }

    /**
     * The binary format of a module in the text format, with a name section for its identifiers.
     *
     * @param name what error messages call the text, such as a file name
     * @throws WasmException malformed: {@code name:line:column: reason}, then the line and a caret
     */
    public static byte[] toBinary(String name, CharSequence text) {
        return toBinary(name, text, WatOptions.DEFAULT);
    }

    /** Like {@link #toBinary(String, CharSequence)}, with options. */
    public static byte[] toBinary(String name, CharSequence text, WatOptions options) {
        try {
            return assemble(SourceText.of(name, text), options);
        } catch (TextException e) {
            throw e.toWasmException();
        }
    }

    /** Like {@link #toBinary(String, CharSequence)}, from a text in UTF-8. */
    public static byte[] toBinary(String name, byte[] text) {
        return toBinary(name, text, WatOptions.DEFAULT);
    }

    /** Like {@link #toBinary(String, byte[])}, with options. */
    public static byte[] toBinary(String name, byte[] text, WatOptions options) {
        try {
            return assemble(new SourceText(name, text), options);
        } catch (TextException e) {
            throw e.toWasmException();
        }
    }

    /** The binary format of the module that is all of {@code source}: in {@code (module ...)} or only its fields. */
    static byte[] assemble(SourceText source, WatOptions options) {
        Cursor cursor = new Cursor(Lexer.read(source), 0);
        byte[] module;
        if (cursor.acceptLeft(Keyword.MODULE)) {
            module = module(cursor, options);
        } else {
            module = ModuleReader.read(cursor, null, options);
        }
        cursor.expect(TokenKind.END);
        return module;
    }

    /** The module after whose {@code (module} the cursor is, up to its closing parenthesis. */
    static byte[] module(Cursor cursor, WatOptions options) {
        Cursor.Declared identifier = cursor.declared();
        byte[] module;
        if (cursor.accept(Keyword.BINARY)) {
            module = cursor.strings().toByteArray();
        } else if (cursor.accept(Keyword.QUOTE)) {
            String name = cursor.tokens().source().position(cursor.tokens().start(cursor.at())) + " (quoted)";
            module = assemble(new SourceText(name, cursor.strings().toByteArray()), options);
        } else {
            module = ModuleReader.read(cursor, identifier, options);
        }
        cursor.expectRight();
        return module;
    }
}
