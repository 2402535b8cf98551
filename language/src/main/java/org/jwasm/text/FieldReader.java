// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jwasm.text.ModuleSections.Id;

/** Reads the fields of a module other than types and segments. Spec: Text Format, Modules. */
final class FieldReader {

    private static final int EXACT_FUNCTION = 0x20;

    private final Cursor cursor;
    private final WatOptions options;
    private final ModuleNames names;
    private final TypeReader types;
    private final InstructionReader instructions;
    private final SegmentReader segments;
    private final ModuleSections sections;
    /** By name, in the order in which they come up. */
    private final Map<String, MetadataSection> metadata = new LinkedHashMap<>();
    private boolean hasStart;
    private int functions;
    private int tables;
    private int memories;
    private int tags;
    private int globals;

    private static final class MetadataSection {
        final ByteWriter content = new ByteWriter();
        int functions;
    }

    FieldReader(Cursor cursor, ModuleNames names, TypeReader types, InstructionReader instructions, SegmentReader segments,
                    ModuleSections sections, WatOptions options) {
        this.options = options;
        this.cursor = cursor;
        this.names = names;
        this.types = types;
        this.instructions = instructions;
        this.segments = segments;
        this.sections = sections;
    }

    /** The field that starts with {@code keyword}, after which the cursor is. */
    void field(Keyword keyword) {
        switch (keyword) {
            case IMPORT -> importField();
            case FUNC -> function();
            case TABLE -> table();
            case MEMORY -> memory();
            case TAG -> tag();
            case GLOBAL -> global();
            case EXPORT -> export();
            case START -> start();
            case ELEM -> segments.element();
            case DATA -> segments.data();
            default -> throw cursor.unexpected();
        }
    }

    private void importField() {
        ByteWriter out = sections.entry(Id.IMPORT);
        out.vector(cursor.name());
        out.vector(cursor.name());
        cursor.expect(TokenKind.LEFT);
        Keyword keyword = cursor.keyword();
        cursor.advance();
        cursor.declared();
        externType(keyword, nextIndex(keyword), out);
        cursor.expectRight();
        cursor.expectRight();
    }

    private int nextIndex(Keyword keyword) {
        return switch (keyword) {
            case FUNC -> functions++;
            case TABLE -> tables++;
            case MEMORY -> memories++;
            case TAG -> tags++;
            default -> globals++;
        };
    }

    private void externType(Keyword keyword, int index, ByteWriter out) {
        switch (keyword) {
            case FUNC -> {
                boolean exact = cursor.acceptLeft(Keyword.EXACT);
                IndexSpace locals = ModuleNames.newLocals();
                out.write(exact ? EXACT_FUNCTION : 0);
                out.unsigned(types.typeUse(locals) & 0xFFFFFFFFL);
                names.locals.put(index, locals);
                if (exact) {
                    cursor.expectRight();
                }
            }
            case TABLE -> {
                out.write(1);
                tableType(out);
            }
            case MEMORY -> {
                out.write(2);
                memoryType(out);
            }
            case GLOBAL -> {
                out.write(3);
                types.globalType(out);
            }
            default -> {
                out.write(4);
                out.write(0);
                out.unsigned(types.typeUse(ModuleNames.newLocals()) & 0xFFFFFFFFL);
            }
        }
    }

    /** The exports and the import inside a definition; whether it is imported, after which the field ends. */
    private boolean inline(Keyword keyword, int index) {
        cursor.declared();
        while (cursor.acceptLeft(Keyword.EXPORT)) {
            ByteWriter out = sections.entry(Id.EXPORT);
            out.vector(cursor.name());
            out.write(kindCode(keyword));
            out.unsigned(index);
            cursor.expectRight();
        }
        if (!cursor.acceptLeft(Keyword.IMPORT)) {
            return false;
        }
        ByteWriter out = sections.entry(Id.IMPORT);
        out.vector(cursor.name());
        out.vector(cursor.name());
        cursor.expectRight();
        externType(keyword, index, out);
        cursor.expectRight();
        return true;
    }

    private static int kindCode(Keyword keyword) {
        return switch (keyword) {
            case FUNC -> 0;
            case TABLE -> 1;
            case MEMORY -> 2;
            case GLOBAL -> 3;
            default -> 4;
        };
    }

    private void function() {
        int index = functions++;
        if (inline(Keyword.FUNC, index)) {
            return;
        }
        IndexSpace locals = ModuleNames.newLocals();
        sections.entry(Id.FUNCTION).unsigned(types.definitionTypeUse(locals) & 0xFFFFFFFFL);
        ByteWriter body = new ByteWriter(256);
        locals(locals, body);
        int start = body.size();
        instructions.setLocals(locals);
        ByteWriter code = new ByteWriter(256);
        instructions.body(code);
        body.write(code);
        cursor.expectRight();
        sections.entry(Id.CODE).sized(body);
        names.locals.put(index, locals);
        names.labels.put(index, instructions.labels().names());
        metadata(index, start, instructions.takeMetadata());
        instructions.setLocals(ModuleNames.newLocals());
    }

    private void locals(IndexSpace locals, ByteWriter out) {
        ByteWriter groups = new ByteWriter();
        ByteWriter type = new ByteWriter(8);
        byte[] last = null;
        int groupCount = 0;
        int run = 0;
        while (cursor.acceptLeft(Keyword.LOCAL)) {
            boolean named = cursor.is(TokenKind.IDENTIFIER);
            if (named) {
                locals.add(cursor.declared(), cursor);
            }
            do {
                if (!named) {
                    if (cursor.is(TokenKind.RIGHT)) {
                        break;
                    }
                    locals.addAnonymous();
                }
                type.truncate(0);
                types.valueType(type);
                byte[] encoding = type.toByteArray();
                if (!Arrays.equals(encoding, last)) {
                    groupCount += localGroup(run, last, groups);
                    run = 0;
                    last = encoding;
                }
                run++;
            } while (!named);
            cursor.expectRight();
        }
        groupCount += localGroup(run, last, groups);
        out.unsigned(groupCount);
        out.write(groups);
    }

    private static int localGroup(int count, byte[] type, ByteWriter out) {
        if (count == 0) {
            return 0;
        }
        out.unsigned(count);
        out.write(type);
        return 1;
    }

    private void metadata(int function, int start, List<InstructionReader.Metadata> all) {
        Map<String, List<InstructionReader.Metadata>> byName = new LinkedHashMap<>();
        all.forEach(each -> byName.computeIfAbsent(each.name(), name -> new ArrayList<>()).add(each));
        byName.forEach((name, list) -> {
            MetadataSection section = metadata.computeIfAbsent(name, key -> new MetadataSection());
            section.functions++;
            section.content.unsigned(function);
            section.content.unsigned(list.size());
            list.sort((a, b) -> Integer.compare(a.offset(), b.offset()));
            for (InstructionReader.Metadata each : list) {
                section.content.unsigned(start + each.offset());
                section.content.vector(each.value());
            }
        });
    }

    /** Adds the code metadata sections, if there are any. Spec: Appendix, Custom Sections and Annotations, Branch Hints. */
    void metadata() {
        metadata.forEach((name, section) -> {
            ByteWriter content = new ByteWriter();
            content.unsigned(section.functions);
            content.write(section.content);
            sections.addGenerated(new ModuleSections.Custom(name.getBytes(StandardCharsets.UTF_8), content, Id.CODE.ordinal() * 2));
        });
    }

    private boolean isAddress64() {
        return !cursor.accept(Keyword.I32) && cursor.accept(Keyword.I64);
    }

    private void table() {
        int index = tables++;
        if (inline(Keyword.TABLE, index)) {
            return;
        }
        int start = cursor.at();
        boolean address64 = isAddress64();
        if (types.isReferenceType()) {
            segments.inlineElements(index, address64);
            cursor.expectRight();
            return;
        }
        cursor.moveTo(start);
        ByteWriter type = new ByteWriter();
        tableType(type);
        ByteWriter out = sections.entry(Id.TABLE);
        if (cursor.is(TokenKind.RIGHT)) {
            out.write(type);
        } else {
            out.write(0x40);
            out.write(0);
            out.write(type);
            instructions.sequence(out);
        }
        cursor.expectRight();
    }

    private void tableType(ByteWriter out) {
        ByteWriter limits = new ByteWriter();
        limits(false, limits);
        types.referenceType(out);
        out.write(limits);
    }

    private void memory() {
        int index = memories++;
        if (inline(Keyword.MEMORY, index)) {
            return;
        }
        int start = cursor.at();
        boolean address64 = isAddress64();
        if (cursor.is(TokenKind.LEFT)) {
            segments.inlineData(index, address64, pageSize());
        } else {
            cursor.moveTo(start);
            memoryType(sections.entry(Id.MEMORY));
        }
        cursor.expectRight();
    }

    private void memoryType(ByteWriter out) {
        limits(true, out);
    }

    private void limits(boolean ofMemory, ByteWriter out) {
        boolean address64 = isAddress64();
        long minimum = cursor.natural(options.limitsBits());
        boolean hasMaximum = cursor.is(TokenKind.NATURAL);
        long maximum = hasMaximum ? cursor.natural(options.limitsBits()) : 0;
        boolean shared = cursor.accept(Keyword.SHARED);
        int pageSize = ofMemory ? pageSize() : -1;
        out.write((hasMaximum ? 1 : 0) | (shared ? 2 : 0) | (address64 ? 4 : 0) | (pageSize >= 0 ? 8 : 0));
        out.unsigned(minimum);
        if (hasMaximum) {
            out.unsigned(maximum);
        }
        if (pageSize >= 0) {
            out.unsigned(pageSize);
        }
    }

    /** The binary logarithm of the page size given here, or -1. */
    private int pageSize() {
        if (!cursor.acceptLeft(Keyword.PAGESIZE)) {
            return -1;
        }
        int token = cursor.at();
        long size = cursor.natural(Long.SIZE);
        if (Long.bitCount(size) != 1) {
            throw cursor.tokens().error(token, "invalid custom page size");
        }
        cursor.expectRight();
        return Long.numberOfTrailingZeros(size);
    }

    private void tag() {
        int index = tags++;
        if (!inline(Keyword.TAG, index)) {
            ByteWriter out = sections.entry(Id.TAG);
            out.write(0);
            out.unsigned(types.typeUse(ModuleNames.newLocals()) & 0xFFFFFFFFL);
            cursor.expectRight();
        }
    }

    private void global() {
        int index = globals++;
        if (!inline(Keyword.GLOBAL, index)) {
            ByteWriter out = sections.entry(Id.GLOBAL);
            types.globalType(out);
            instructions.sequence(out);
            cursor.expectRight();
        }
    }

    private void export() {
        ByteWriter out = sections.entry(Id.EXPORT);
        out.vector(cursor.name());
        cursor.expect(TokenKind.LEFT);
        Keyword keyword = cursor.keyword();
        IndexSpace space = keyword == null ? null : names.importable(keyword);
        if (space == null) {
            throw cursor.unexpected();
        }
        cursor.advance();
        out.write(kindCode(keyword));
        out.unsigned(space.resolve(cursor) & 0xFFFFFFFFL);
        cursor.expectRight();
        cursor.expectRight();
    }

    private void start() {
        if (hasStart) {
            throw cursor.tokens().error(cursor.at() - 1, "multiple start sections");
        }
        hasStart = true;
        sections.entry(Id.START).unsigned(names.functions.resolve(cursor) & 0xFFFFFFFFL);
        cursor.expectRight();
    }
}
