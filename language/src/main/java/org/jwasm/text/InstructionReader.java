// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jwasm.structure.Immediate;
import org.jwasm.structure.Opcode;

/**
 * Reads flat and folded instructions into the binary format, with a stack of its own, so that nesting has no limit but
 * memory. Spec: Text Format, Instructions, Expressions.
 */
final class InstructionReader {

    /** The places that instructions can be inside of. */
    private enum Place {
        /** The operands of a folded instruction, which itself is still pending. */
        OPERANDS,
        /** A block, loop, try_table in parentheses. */
        FOLDED_BLOCK,
        /** An {@code if} in parentheses, before or between its branches. */
        FOLDED_IF,
        /** A legacy {@code try} in parentheses, before or between its clauses. */
        FOLDED_TRY,
        /** A branch or clause of these. */
        CLAUSE,
        FLAT_BLOCK,
        FLAT_IF,
        FLAT_TRY;

        boolean isFlat() {
            return this == FLAT_BLOCK || this == FLAT_IF || this == FLAT_TRY;
        }

        /** Whether flat instructions can stand here. */
        boolean takesSequence() {
            return isFlat() || this == FOLDED_BLOCK || this == CLAUSE;
        }

        /** Whether folded instructions can stand here. */
        boolean takesFolded() {
            return this != FOLDED_IF && this != FOLDED_TRY;
        }
    }

    /** What the part of an {@code if} or {@code try} that was read last was. */
    private enum Part {
        NONE, MAIN, CATCH, LAST, DELEGATED
    }

    private static final class Frame {
        final Place place;
        final String label;
        /** What the name section calls the label, or null. */
        String name;
        /** Where the instruction that is still to be written starts among the pending ones. */
        final int pending;
        List<Metadata> metadata = List.of();
        Part part = Part.NONE;

        Frame(Place place, String label, int pending) {
            this.place = place;
            this.label = label;
            this.pending = pending;
        }
    }

    private final Cursor cursor;
    private final TypeReader types;
    private final ModuleNames names;
    private final LabelStack labels = new LabelStack();
    private final ImmediateReader immediates;
    private final ByteWriter pending = new ByteWriter();
    private final List<Frame> frames = new ArrayList<>();
    private final List<Metadata> metadata = new ArrayList<>();
    private final boolean hasAnnotations;

    InstructionReader(Cursor cursor, ModuleNames names, TypeReader types) {
        this.cursor = cursor;
        this.types = types;
        this.names = names;
        this.immediates = new ImmediateReader(cursor, names, types, labels);
        this.hasAnnotations = !cursor.tokens().annotations().isEmpty();
    }

    /**
     * What an annotation tells of an instruction.
     *
     * @param offset of the instruction among those of the function
     */
    record Metadata(String name, int offset, byte[] value) {
    }

    boolean usesData() {
        return immediates.usesData();
    }

    LabelStack labels() {
        return labels;
    }

    void setLocals(IndexSpace locals) {
        immediates.setLocals(locals);
    }

    /** The metadata since the last call. */
    List<Metadata> takeMetadata() {
        List<Metadata> taken = List.copyOf(metadata);
        metadata.clear();
        return taken;
    }

    /** The body of a function: instructions up to the parenthesis that closes the function, and the end. */
    void body(ByteWriter out) {
        labels.pushFunction();
        sequence(out);
        labels.pop();
    }

    /** Instructions up to the parenthesis that closes what is around them, and the end. */
    void sequence(ByteWriter out) {
        while (!frames.isEmpty() || !cursor.is(TokenKind.RIGHT)) {
            step(out);
        }
        out.write(Opcode.END.code());
    }

    /** One folded instruction, and the end. */
    void folded(ByteWriter out) {
        if (!cursor.is(TokenKind.LEFT)) {
            throw cursor.unexpected();
        }
        do {
            step(out);
        } while (!frames.isEmpty());
        out.write(Opcode.END.code());
    }

    private Frame top() {
        return frames.isEmpty() ? null : frames.getLast();
    }

    private void step(ByteWriter out) {
        Frame top = top();
        switch (cursor.kind()) {
            case LEFT -> open(top, out);
            case RIGHT -> close(top, out);
            case MNEMONIC -> {
                if (top != null && !top.place.takesSequence()) {
                    throw cursor.unexpected();
                }
                flat(top, out);
            }
            default -> throw cursor.unexpected();
        }
    }

    private void flat(Frame top, ByteWriter out) {
        Opcode opcode = cursor.opcode();
        switch (opcode) {
            case BLOCK, LOOP, TRY_TABLE -> {
                add(metadata(opcode, cursor.at(), cursor.at()), out);
                block(opcode, Place.FLAT_BLOCK, out);
            }
            case IF, TRY -> {
                add(metadata(opcode, cursor.at(), cursor.at()), out);
                block(opcode, opcode == Opcode.IF ? Place.FLAT_IF : Place.FLAT_TRY, out);
            }
            case ELSE -> {
                requirePart(top, Place.FLAT_IF, Part.LAST, Part.LAST);
                cursor.advance();
                closingLabel(top);
                ImmediateReader.opcode(Opcode.ELSE, out);
            }
            case CATCH, CATCH_ALL -> {
                requirePart(top, Place.FLAT_TRY, Part.LAST, opcode == Opcode.CATCH ? Part.CATCH : Part.LAST);
                instruction(opcode, out);
            }
            case DELEGATE -> {
                requirePart(top, Place.FLAT_TRY, Part.CATCH, Part.DELEGATED);
                pop();
                instruction(opcode, out);
            }
            case END -> {
                if (top == null || !top.place.isFlat()) {
                    throw cursor.unexpected();
                }
                cursor.advance();
                closingLabel(top);
                pop();
                ImmediateReader.opcode(Opcode.END, out);
            }
            default -> {
                add(metadata(opcode, cursor.at(), cursor.at()), out);
                instruction(opcode, out);
            }
        }
    }

    /** Requires that {@code frame} is at {@code place} before its part {@code before}, and starts the part {@code next}. */
    private void requirePart(Frame frame, Place place, Part before, Part next) {
        if (frame == null || frame.place != place || frame.part.compareTo(before) >= 0) {
            throw cursor.unexpected();
        }
        frame.part = next;
    }

    private void closingLabel(Frame frame) {
        if (cursor.is(TokenKind.IDENTIFIER)) {
            if (!Objects.equals(cursor.tokens().symbol(cursor.at()), frame.label)) {
                throw cursor.error("mismatching label");
            }
            cursor.advance();
        }
    }

    private void instruction(Opcode opcode, ByteWriter out) {
        cursor.advance();
        immediates.instruction(opcode, out);
    }

    /** The head of a structured instruction, whose frame is pushed. */
    private void block(Opcode opcode, Place place, ByteWriter out) {
        int start = pending.size();
        cursor.advance();
        Cursor.Declared declared = cursor.declared();
        String label = declared.identifier();
        ByteWriter target = place == Place.FOLDED_IF ? pending : out;
        ImmediateReader.opcode(opcode, target);
        types.blockType(target);
        if (opcode.immediate() == Immediate.TRY_TABLE) {
            catches(target);
        }
        frames.add(new Frame(place, label, start));
        frames.getLast().name = declared.name();
        if (place != Place.FOLDED_IF) {
            labels.push(label, declared.name());
        }
    }

    private void catches(ByteWriter out) {
        ByteWriter clauses = new ByteWriter();
        int count = 0;
        while (cursor.is(TokenKind.LEFT)) {
            int next = cursor.at() + 1;
            Tokens tokens = cursor.tokens();
            int code = tokens.is(next, Opcode.CATCH) ? 0 : tokens.is(next, Keyword.CATCH_REF) ? 1
                            : tokens.is(next, Opcode.CATCH_ALL) ? 2 : tokens.is(next, Keyword.CATCH_ALL_REF) ? 3 : -1;
            if (code < 0) {
                break;
            }
            cursor.moveTo(next + 1);
            clauses.write(code);
            if (code < 2) {
                clauses.unsigned(names.tags.resolve(cursor) & 0xFFFFFFFFL);
            }
            clauses.unsigned(labels.resolve(cursor) & 0xFFFFFFFFL);
            cursor.expectRight();
            count++;
        }
        out.unsigned(count);
        out.write(clauses);
    }

    private void open(Frame top, ByteWriter out) {
        int left = cursor.at();
        cursor.advance();
        Opcode opcode = cursor.opcode();
        if (opcode == null) {
            openClause(top, out);
            return;
        }
        switch (opcode) {
            case ELSE -> {
                requirePart(top != null && top.part == Part.MAIN ? top : null, Place.FOLDED_IF, Part.LAST, Part.LAST);
                cursor.advance();
                ImmediateReader.opcode(Opcode.ELSE, out);
                frames.add(new Frame(Place.CLAUSE, null, 0));
            }
            case CATCH, CATCH_ALL -> {
                requirePart(top != null && top.part != Part.NONE ? top : null, Place.FOLDED_TRY, Part.LAST,
                                opcode == Opcode.CATCH ? Part.CATCH : Part.LAST);
                instruction(opcode, out);
                frames.add(new Frame(Place.CLAUSE, null, 0));
            }
            case DELEGATE -> {
                requirePart(top != null && top.part == Part.MAIN ? top : null, Place.FOLDED_TRY, Part.CATCH, Part.DELEGATED);
                labels.pop();
                instruction(opcode, out);
                cursor.expectRight();
            }
            case END -> throw cursor.unexpected();
            default -> openInstruction(top, opcode, left, out);
        }
    }

    private void openInstruction(Frame top, Opcode opcode, int left, ByteWriter out) {
        boolean condition = top != null && top.place == Place.FOLDED_IF && top.part == Part.NONE;
        if (top != null && !top.place.takesFolded() && !condition) {
            throw cursor.unexpected();
        }
        List<Metadata> found = metadata(opcode, left, cursor.at());
        switch (opcode) {
            case BLOCK, LOOP, TRY_TABLE, TRY -> {
                add(found, out);
                block(opcode, opcode == Opcode.TRY ? Place.FOLDED_TRY : Place.FOLDED_BLOCK, out);
            }
            case IF -> block(opcode, Place.FOLDED_IF, out);
            default -> {
                Frame frame = new Frame(Place.OPERANDS, null, pending.size());
                instruction(opcode, pending);
                frames.add(frame);
            }
        }
        frames.getLast().metadata = found;
    }

    private void openClause(Frame top, ByteWriter out) {
        if (top != null && top.part == Part.NONE) {
            if (top.place == Place.FOLDED_IF && cursor.accept(Keyword.THEN)) {
                top.part = Part.MAIN;
                add(top.metadata, out);
                out.moveFrom(pending, top.pending);
                labels.push(top.label, top.name);
                frames.add(new Frame(Place.CLAUSE, null, 0));
                return;
            }
            if (top.place == Place.FOLDED_TRY && cursor.accept(Keyword.DO)) {
                top.part = Part.MAIN;
                frames.add(new Frame(Place.CLAUSE, null, 0));
                return;
            }
        }
        throw cursor.unexpected();
    }

    private void close(Frame top, ByteWriter out) {
        if (top == null || top.place.isFlat()) {
            throw cursor.unexpected();
        }
        switch (top.place) {
            case CLAUSE -> frames.removeLast();
            case OPERANDS -> {
                add(top.metadata, out);
                out.moveFrom(pending, top.pending);
                frames.removeLast();
            }
            default -> {
                if (top.place != Place.FOLDED_BLOCK && top.part == Part.NONE) {
                    throw cursor.unexpected();
                }
                if (top.part == Part.DELEGATED) {
                    frames.removeLast();
                } else {
                    ImmediateReader.opcode(Opcode.END, out);
                    pop();
                }
            }
        }
        cursor.advance();
    }

    private void pop() {
        frames.removeLast();
        labels.pop();
    }

    /** The metadata before the token {@code from} or one after it up to {@code to}. */
    private List<Metadata> metadata(Opcode opcode, int from, int to) {
        if (!hasAnnotations) {
            return List.of();
        }
        List<Metadata> found = new ArrayList<>();
        for (int index = from; index <= to; index++) {
            for (Annotation annotation : cursor.annotations(index)) {
                if (annotation.isMetadata()) {
                    if (found.stream().anyMatch(other -> other.name.equals(annotation.id()))) {
                        throw annotation.errorOf("duplicate annotation");
                    }
                    found.add(new Metadata(annotation.id(), 0, value(opcode, annotation)));
                }
            }
        }
        return found;
    }

    private static byte[] value(Opcode opcode, Annotation annotation) {
        boolean isBranchHint = annotation.id().equals(Annotation.BRANCH_HINT);
        if (isBranchHint && !BranchHints.isTarget(opcode)) {
            throw annotation.errorOf("invalid target");
        }
        annotation.use();
        Cursor content = new Cursor(annotation.tokens(), 0);
        boolean hasString = content.is(TokenKind.STRING);
        byte[] value = content.strings().toByteArray();
        if (!hasString || !content.is(TokenKind.END) || isBranchHint && value.length != 1) {
            throw annotation.errorOf("unexpected token");
        }
        if (isBranchHint && !BranchHints.isValue(value)) {
            throw annotation.errorOf("invalid hint");
        }
        return value;
    }

    private void add(List<Metadata> found, ByteWriter out) {
        for (Metadata each : found) {
            metadata.add(new Metadata(each.name, out.size(), each.value));
        }
    }
}
