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
        try {
            return assemble(SourceText.of(name, text), true);
        } catch (TextException e) {
            throw e.toWasmException();
        }
    }

    /** Like {@link #toBinary(String, CharSequence)}, from a text in UTF-8. */
    public static byte[] toBinary(String name, byte[] text) {
        return toBinary(name, text, true);
    }

    /**
     * Like {@link #toBinary(String, byte[])}.
     *
     * @param names whether to write a name section
     */
    public static byte[] toBinary(String name, byte[] text, boolean names) {
        try {
            return assemble(new SourceText(name, text), names);
        } catch (TextException e) {
            throw e.toWasmException();
        }
    }

    /** The binary format of the module that is all of {@code source}: in {@code (module ...)} or only its fields. */
    static byte[] assemble(SourceText source, boolean names) {
        Cursor cursor = new Cursor(Lexer.read(source), 0);
        byte[] module;
        if (cursor.acceptLeft(Keyword.MODULE)) {
            module = module(cursor, names);
        } else {
            module = ModuleReader.read(cursor, null, names);
        }
        cursor.expect(TokenKind.END);
        return module;
    }

    /** The module after whose {@code (module} the cursor is, up to its closing parenthesis. */
    static byte[] module(Cursor cursor, boolean names) {
        Cursor.Declared identifier = cursor.declared();
        byte[] module;
        if (cursor.accept(Keyword.BINARY)) {
            module = cursor.strings().toByteArray();
        } else if (cursor.accept(Keyword.QUOTE)) {
            String name = cursor.tokens().source().position(cursor.tokens().start(cursor.at())) + " (quoted)";
            module = assemble(new SourceText(name, cursor.strings().toByteArray()), names);
        } else {
            module = ModuleReader.read(cursor, identifier, names);
        }
        cursor.expectRight();
        return module;
    }
}
