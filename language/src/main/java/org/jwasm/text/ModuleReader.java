// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.ArrayList;
import java.util.List;

/** Reads a module's fields and assembles them. Spec: Text Format, Modules. */
final class ModuleReader {

    private final Cursor cursor;
    private final WatOptions options;
    private final ModuleNames names = new ModuleNames();
    private final ModuleSections sections = new ModuleSections();
    private final TypeReader types;
    private final InstructionReader instructions;
    private final SegmentReader segments;
    private final FieldReader fields;
    /** The first token of each field, after the parenthesis. */
    private final List<Integer> starts = new ArrayList<>();
    /** The index space of the first definition, after which nothing can be imported; null before. */
    private IndexSpace defined;

    private ModuleReader(Cursor cursor, WatOptions options) {
        this.cursor = cursor;
        this.options = options;
        this.types = new TypeReader(cursor, names);
        this.instructions = new InstructionReader(cursor, names, types);
        this.segments = new SegmentReader(cursor, names, types, instructions, sections);
        this.fields = new FieldReader(cursor, names, types, instructions, segments, sections, options);
    }

    /**
     * The binary format of the module whose fields start at {@code cursor}; leaves the cursor after the last field.
     *
     * @param identifier the place of the module's identifier, or null if the text has only fields
     */
    static byte[] read(Cursor cursor, Cursor.Declared identifier, WatOptions options) {
        ModuleReader reader = new ModuleReader(cursor, options);
        if (identifier != null) {
            reader.moduleName(identifier);
        }
        return reader.module(identifier == null ? cursor.at() : identifier.token());
    }

    private void moduleName(Cursor.Declared identifier) {
        names.module = identifier.name();
        int token = identifier.identifier() == null ? identifier.token() : identifier.token() + 1;
        long count = cursor.annotations(token).stream().filter(annotation -> annotation.id().equals(Annotation.NAME)).count();
        if (count > 1) {
            throw cursor.tokens().error(token, "@name annotation: multiple module");
        }
    }

    private byte[] module(int firstToken) {
        while (cursor.is(TokenKind.LEFT)) {
            CustomAnnotations.read(cursor.annotations(cursor.at()), sections);
            cursor.advance();
            starts.add(cursor.at());
            declare();
        }
        CustomAnnotations.read(cursor.annotations(cursor.at()), sections);
        int end = cursor.at();
        readFields(true);
        readFields(false);
        cursor.moveTo(end);
        types.requireKnown();
        requireUsed(firstToken, end);
        sections.setTypes(types.section(), types.sectionCount());
        fields.metadata();
        if (options.names()) {
            ModuleSections.Custom nameSection = NameSection.of(names);
            if (nameSection != null) {
                sections.addGenerated(nameSection);
            }
        }
        return sections.assemble(instructions.usesData());
    }

    /** Reads the fields that define types, or the others. */
    private void readFields(boolean onlyTypes) {
        for (int start : starts) {
            cursor.moveTo(start);
            Keyword keyword = cursor.keyword();
            if (onlyTypes != (keyword == Keyword.TYPE || keyword == Keyword.REC)) {
                continue;
            }
            cursor.advance();
            switch (keyword) {
                case TYPE -> types.typeDefinition();
                case REC -> types.recursiveType();
                default -> fields.field(keyword);
            }
        }
    }

    /** Gives what the field here defines its index and moves after the field. */
    private void declare() {
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            throw cursor.unexpected();
        }
        cursor.advance();
        switch (keyword) {
            case TYPE -> names.types.add(cursor.declared(), cursor);
            case REC -> declareTypes();
            case IMPORT -> declareImport();
            case FUNC -> declareDefinition(names.functions);
            case TABLE -> declareDefinition(names.tables);
            case MEMORY -> declareDefinition(names.memories);
            case TAG -> declareDefinition(names.tags);
            case GLOBAL -> declareDefinition(names.globals);
            case ELEM -> names.elements.add(cursor.declared(), cursor);
            case DATA -> names.data.add(cursor.declared(), cursor);
            case EXPORT, START -> {
            }
            default -> {
                cursor.moveTo(cursor.at() - 1);
                throw cursor.unexpected();
            }
        }
        cursor.skipToEnd();
    }

    private void declareTypes() {
        while (cursor.acceptLeft(Keyword.TYPE)) {
            names.types.add(cursor.declared(), cursor);
            cursor.skipToEnd();
        }
    }

    private void declareImport() {
        int token = cursor.at() - 1;
        cursor.name();
        cursor.name();
        cursor.expect(TokenKind.LEFT);
        Keyword keyword = cursor.keyword();
        IndexSpace space = keyword == null ? null : names.importable(keyword);
        if (space == null) {
            throw cursor.unexpected();
        }
        requireImportsOpen(token);
        cursor.advance();
        space.add(cursor.declared(), cursor);
        cursor.skipToEnd();
    }

    private void requireImportsOpen(int token) {
        if (defined != null) {
            throw cursor.tokens().error(token, "import after " + defined.word());
        }
    }

    private void declareDefinition(IndexSpace space) {
        int token = cursor.at() - 1;
        space.add(cursor.declared(), cursor);
        while (cursor.acceptLeft(Keyword.EXPORT)) {
            cursor.skipToEnd();
        }
        if (cursor.isLeft(Keyword.IMPORT)) {
            requireImportsOpen(token);
            return;
        }
        if (defined == null) {
            defined = space;
        }
        if (space == names.tables || space == names.memories) {
            declareInlineSegment(space);
        }
    }

    private void declareInlineSegment(IndexSpace space) {
        Keyword keyword = space == names.tables ? Keyword.ELEM : Keyword.DATA;
        int depth = 0;
        while (depth > 0 || !cursor.is(TokenKind.RIGHT)) {
            if (depth == 0 && cursor.isLeft(keyword)) {
                (space == names.tables ? names.elements : names.data).addAnonymous();
                return;
            }
            switch (cursor.kind()) {
                case LEFT -> depth++;
                case RIGHT -> depth--;
                case END -> throw cursor.unexpected();
                default -> {
                }
            }
            cursor.advance();
        }
    }

    private void requireUsed(int from, int to) {
        for (Annotation annotation : cursor.tokens().annotations()) {
            if (!annotation.isUsed() && annotation.before() >= from && annotation.before() <= to) {
                throw annotation.isMetadata() ? annotation.errorOf("not in a function")
                                : annotation.error("misplaced @" + annotation.id() + " annotation");
            }
        }
    }
}
