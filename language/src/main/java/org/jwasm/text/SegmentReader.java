// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import org.jwasm.structure.Opcode;
import org.jwasm.text.ModuleSections.Id;

/** Reads element and data segments. Spec: Text Format, Modules, Element Segments and Data Segments. */
final class SegmentReader {

    private static final int PASSIVE_OR_DECLARED = 1;
    private static final int EXPLICIT_OR_DECLARED = 2;
    private static final int EXPRESSIONS = 4;
    private static final int FUNCREF = 0x70;
    private static final int DEFAULT_PAGE_SIZE = 16;

    private final Cursor cursor;
    private final ModuleNames names;
    private final TypeReader types;
    private final InstructionReader instructions;
    private final ModuleSections sections;

    SegmentReader(Cursor cursor, ModuleNames names, TypeReader types, InstructionReader instructions, ModuleSections sections) {
        this.cursor = cursor;
        this.names = names;
        this.types = types;
        this.instructions = instructions;
        this.sections = sections;
    }

    /** The items of an element segment: functions, or expressions of a reference type. */
    private record Items(byte[] type, boolean expressions, int count, ByteWriter content) {

        boolean isFuncref() {
            return type.length == 1 && type[0] == FUNCREF;
        }
    }

    void element() {
        cursor.declared();
        if (cursor.accept(Keyword.DECLARE)) {
            element(PASSIVE_OR_DECLARED | EXPLICIT_OR_DECLARED, -1, null, items(false));
        } else if (isPassive()) {
            element(PASSIVE_OR_DECLARED, -1, null, items(false));
        } else {
            boolean explicit = cursor.isLeft(Keyword.TABLE);
            int table = target(Keyword.TABLE, names.tables);
            ByteWriter offset = offset();
            Items items = items(!explicit);
            boolean plain = table == 0 && (!items.expressions || items.isFuncref());
            element(plain ? 0 : EXPLICIT_OR_DECLARED, table, offset, items);
        }
        cursor.expectRight();
    }

    private boolean isPassive() {
        return cursor.is(Keyword.FUNC) || types.isReferenceType();
    }

    private void element(int mode, int table, ByteWriter offset, Items items) {
        ByteWriter out = sections.entry(Id.ELEMENT);
        out.write(mode | (items.expressions ? EXPRESSIONS : 0));
        if (offset != null) {
            if (mode == EXPLICIT_OR_DECLARED) {
                out.unsigned(table & 0xFFFFFFFFL);
            }
            out.write(offset);
        }
        if (mode != 0) {
            if (items.expressions) {
                out.write(items.type);
            } else {
                out.write(0);
            }
        }
        out.unsigned(items.count);
        out.write(items.content);
    }

    /** The table or memory that a segment is for, given as {@code (keyword index)}, as an index alone, or not at all. */
    private int target(Keyword keyword, IndexSpace space) {
        if (cursor.isIndex()) {
            return space.resolve(cursor);
        }
        if (!cursor.acceptLeft(keyword)) {
            return 0;
        }
        int index = space.resolve(cursor);
        cursor.expectRight();
        return index;
    }

    private ByteWriter offset() {
        ByteWriter offset = new ByteWriter();
        if (cursor.acceptLeft(Keyword.OFFSET)) {
            instructions.sequence(offset);
            cursor.expectRight();
        } else {
            instructions.folded(offset);
        }
        return offset;
    }

    private Items items(boolean canBeBare) {
        if (types.isReferenceType()) {
            ByteWriter type = new ByteWriter(8);
            types.referenceType(type);
            return expressions(type.toByteArray());
        }
        if (!cursor.accept(Keyword.FUNC) && !canBeBare) {
            throw cursor.unexpected();
        }
        return functions();
    }

    private Items functions() {
        ByteWriter content = new ByteWriter();
        int count = 0;
        for (; cursor.isIndex(); count++) {
            content.unsigned(names.functions.resolve(cursor) & 0xFFFFFFFFL);
        }
        return new Items(new byte[]{FUNCREF}, false, count, content);
    }

    private Items expressions(byte[] type) {
        ByteWriter content = new ByteWriter();
        int count = 0;
        for (; cursor.is(TokenKind.LEFT); count++) {
            if (cursor.acceptLeft(Keyword.ITEM)) {
                instructions.sequence(content);
                cursor.expectRight();
            } else {
                instructions.folded(content);
            }
        }
        return new Items(type, true, count, content);
    }

    /** A table of the length of the elements in it; the cursor is before its type. */
    void inlineElements(int table, boolean address64) {
        ByteWriter typeOut = new ByteWriter(8);
        types.referenceType(typeOut);
        byte[] type = typeOut.toByteArray();
        cursor.expectLeft(Keyword.ELEM);
        Items items = cursor.isIndex() ? functionExpressions(type) : expressions(type);
        cursor.expectRight();
        ByteWriter out = sections.entry(Id.TABLE);
        out.write(type);
        out.write(address64 ? 5 : 1);
        out.unsigned(items.count);
        out.unsigned(items.count);
        boolean plain = table == 0 && (!items.expressions || items.isFuncref());
        element(plain ? 0 : EXPLICIT_OR_DECLARED, table, zero(address64), items);
    }

    private Items functionExpressions(byte[] type) {
        if (type.length == 1 && type[0] == FUNCREF) {
            return functions();
        }
        ByteWriter content = new ByteWriter();
        int count = 0;
        for (; cursor.isIndex(); count++) {
            ImmediateReader.opcode(Opcode.REF_FUNC, content);
            content.unsigned(names.functions.resolve(cursor) & 0xFFFFFFFFL);
            ImmediateReader.opcode(Opcode.END, content);
        }
        return new Items(type, true, count, content);
    }

    private static ByteWriter zero(boolean address64) {
        ByteWriter offset = new ByteWriter(4);
        ImmediateReader.opcode(address64 ? Opcode.I64_CONST : Opcode.I32_CONST, offset);
        offset.write(0);
        ImmediateReader.opcode(Opcode.END, offset);
        return offset;
    }

    void data() {
        cursor.declared();
        if (cursor.is(TokenKind.STRING) || cursor.is(TokenKind.RIGHT)) {
            ByteWriter out = sections.entry(Id.DATA);
            out.write(PASSIVE_OR_DECLARED);
            out.sized(cursor.strings());
        } else {
            int memory = target(Keyword.MEMORY, names.memories);
            activeData(memory, offset(), cursor.strings());
        }
        cursor.expectRight();
    }

    private void activeData(int memory, ByteWriter offset, ByteWriter content) {
        ByteWriter out = sections.entry(Id.DATA);
        if (memory == 0) {
            out.write(0);
        } else {
            out.write(EXPLICIT_OR_DECLARED);
            out.unsigned(memory & 0xFFFFFFFFL);
        }
        out.write(offset);
        out.sized(content);
    }

    /** A memory just large enough for the data in it; the cursor is before the data. */
    void inlineData(int memory, boolean address64, int pageSize) {
        cursor.expectLeft(Keyword.DATA);
        ByteWriter content = cursor.strings();
        cursor.expectRight();
        int exponent = pageSize < 0 ? DEFAULT_PAGE_SIZE : pageSize;
        long pages = exponent >= Integer.SIZE ? Math.min(content.size(), 1) : content.size() + (1L << exponent) - 1 >> exponent;
        ByteWriter out = sections.entry(Id.MEMORY);
        out.write(1 | (address64 ? 4 : 0) | (pageSize >= 0 ? 8 : 0));
        out.unsigned(pages);
        out.unsigned(pages);
        if (pageSize >= 0) {
            out.unsigned(pageSize);
        }
        activeData(memory, zero(address64), content);
    }
}
