// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import org.jwasm.structure.Opcode;

/** Reads what follows a mnemonic and encodes the instruction. Spec: Text Format, Instructions. */
final class ImmediateReader {

    private static final int VECTOR_BYTES = 16;

    private final Cursor cursor;
    private final ModuleNames names;
    private final TypeReader types;
    private final LabelStack labels;
    private IndexSpace locals = ModuleNames.newLocals();
    private boolean usesData;

    ImmediateReader(Cursor cursor, ModuleNames names, TypeReader types, LabelStack labels) {
        this.cursor = cursor;
        this.names = names;
        this.types = types;
        this.labels = labels;
    }

    void setLocals(IndexSpace locals) {
        this.locals = locals;
    }

    /** Whether an instruction referred to a data segment, so that the module needs a data count. */
    boolean usesData() {
        return usesData;
    }

    static void opcode(Opcode opcode, ByteWriter out) {
        int code = opcode.code();
        if (code <= 0xFF) {
            out.write(code);
        } else {
            out.write(code >> 16);
            out.unsigned(code & 0xFFFF);
        }
    }

    /** The instruction {@code opcode}, after whose mnemonic the cursor is. */
    void instruction(Opcode opcode, ByteWriter out) {
        switch (opcode) {
            case SELECT -> select(out);
            case REF_TEST, REF_CAST, REF_CAST_DESC_EQ -> cast(opcode, out);
            default -> {
                opcode(opcode, out);
                immediates(opcode, out);
            }
        }
    }

    private void immediates(Opcode opcode, ByteWriter out) {
        switch (opcode.immediate()) {
            case NONE -> {
            }
            case LABEL -> index(labels.resolve(cursor), out);
            case LABELS -> labelVector(out);
            case FUNCTION -> index(names.functions.resolve(cursor), out);
            case LOCAL -> index(locals.resolve(cursor), out);
            case GLOBAL -> index(names.globals.resolve(cursor), out);
            case TAG -> index(names.tags.resolve(cursor), out);
            case ELEM -> index(names.elements.resolve(cursor), out);
            case DATA -> index(data(), out);
            case TABLE -> index(names.tables.resolveOrZero(cursor), out);
            case MEMORY -> index(names.memories.resolveOrZero(cursor), out);
            case TABLE_TABLE -> twoOrNone(names.tables, out);
            case MEMORY_MEMORY -> twoOrNone(names.memories, out);
            case TYPE_TABLE -> {
                int table = names.tables.resolveOrZero(cursor);
                index(types.typeUse(null), out);
                index(table, out);
            }
            case ELEM_TABLE -> segmentAndTarget(names.elements, names.tables, out);
            case DATA_MEMORY -> {
                usesData = true;
                segmentAndTarget(names.data, names.memories, out);
            }
            case MEMARG -> memoryArgument(opcode, false, out);
            case MEMARG_LANE -> {
                memoryArgument(opcode, isLane(), out);
                out.write((int) cursor.natural(Byte.SIZE));
            }
            case LANE -> out.write((int) cursor.natural(Byte.SIZE));
            case LANES -> lanes(out);
            case I32 -> out.signed((int) cursor.integer(Integer.SIZE));
            case I64 -> out.signed(cursor.integer(Long.SIZE));
            case F32 -> out.littleEndian(cursor.floatBits(Integer.SIZE), Integer.BYTES);
            case F64 -> out.littleEndian(cursor.floatBits(Long.SIZE), Long.BYTES);
            case V128 -> vector(cursor, out);
            case ZERO_BYTE -> out.write(0);
            case HEAP_TYPE -> types.heapType(out);
            case CAST -> castBranch(out);
            default -> aggregate(opcode, out);
        }
    }

    private void aggregate(Opcode opcode, ByteWriter out) {
        int type = names.types.resolve(cursor);
        index(type, out);
        switch (opcode.immediate()) {
            case TYPE -> {
            }
            case TYPE_TYPE -> index(names.types.resolve(cursor), out);
            case TYPE_FIELD -> index(names.fields.getOrDefault(type, ModuleNames.newFields()).resolve(cursor), out);
            case TYPE_LENGTH -> index((int) cursor.natural(Integer.SIZE), out);
            case TYPE_DATA -> index(data(), out);
            case TYPE_ELEM -> index(names.elements.resolve(cursor), out);
            default -> throw new AssertionError(opcode);
        }
    }

    private static void index(int index, ByteWriter out) {
        out.unsigned(index & 0xFFFFFFFFL);
    }

    private int data() {
        usesData = true;
        return names.data.resolve(cursor);
    }

    private void labelVector(ByteWriter out) {
        ByteWriter vector = new ByteWriter();
        int count = -1;
        int last = 0;
        do {
            if (count >= 0) {
                index(last, vector);
            }
            last = labels.resolve(cursor);
            count++;
        } while (cursor.isIndex());
        out.unsigned(count);
        out.write(vector);
        index(last, out);
    }

    private void twoOrNone(IndexSpace space, ByteWriter out) {
        boolean given = cursor.isIndex();
        index(given ? space.resolve(cursor) : 0, out);
        index(given ? space.resolve(cursor) : 0, out);
    }

    /** In the text the target is first and can be left out; in the binary format it is last. */
    private void segmentAndTarget(IndexSpace segments, IndexSpace targets, ByteWriter out) {
        int first = cursor.at();
        cursor.advance();
        int target = 0;
        boolean both = cursor.isIndex();
        cursor.moveTo(first);
        if (both) {
            target = targets.resolve(cursor);
        }
        index(segments.resolve(cursor), out);
        index(target, out);
    }

    private void select(ByteWriter out) {
        if (!cursor.isLeft(Keyword.RESULT)) {
            opcode(Opcode.SELECT, out);
            return;
        }
        ByteWriter results = new ByteWriter();
        int count = 0;
        while (cursor.acceptLeft(Keyword.RESULT)) {
            count += types.valueTypes(results);
            cursor.expectRight();
        }
        opcode(Opcode.SELECT_T, out);
        out.unsigned(count);
        out.write(results);
    }

    private void cast(Opcode opcode, ByteWriter out) {
        ByteWriter heapType = new ByteWriter(8);
        boolean nullable = types.nullability(heapType);
        opcode(nullable ? Opcode.of(opcode.code() >> 16, (opcode.code() & 0xFFFF) + 1) : opcode, out);
        out.write(heapType);
    }

    private void castBranch(ByteWriter out) {
        int label = labels.resolve(cursor);
        ByteWriter heapTypes = new ByteWriter(16);
        boolean from = types.nullability(heapTypes);
        boolean to = types.nullability(heapTypes);
        out.write((from ? 1 : 0) | (to ? 2 : 0));
        index(label, out);
        out.write(heapTypes);
    }

    /** Whether a number here is the lane and not a memory. */
    private boolean isLane() {
        if (!cursor.is(TokenKind.NATURAL)) {
            return false;
        }
        TokenKind next = cursor.tokens().kind(cursor.at() + 1);
        return next != TokenKind.NATURAL && !cursor.tokens().is(cursor.at() + 1, Keyword.OFFSET_EQ)
                        && !cursor.tokens().is(cursor.at() + 1, Keyword.ALIGN_EQ);
    }

    private void memoryArgument(Opcode opcode, boolean isLane, ByteWriter out) {
        int memory = isLane ? 0 : names.memories.resolveOrZero(cursor);
        long offset = cursor.is(Keyword.OFFSET_EQ) ? cursor.keywordValue(Keyword.OFFSET_EQ) : 0;
        int exponent = opcode.alignment();
        if (cursor.is(Keyword.ALIGN_EQ)) {
            int token = cursor.at();
            long align = cursor.keywordValue(Keyword.ALIGN_EQ);
            if (Long.bitCount(align) != 1) {
                throw cursor.tokens().error(token, "alignment must be a power of two");
            }
            exponent = Long.numberOfTrailingZeros(align);
        }
        if (memory == 0) {
            out.unsigned(exponent);
        } else {
            out.unsigned(exponent | 0x40);
            index(memory, out);
        }
        out.unsigned(offset);
    }

    private void lanes(ByteWriter out) {
        int count = 0;
        while (cursor.is(TokenKind.NATURAL)) {
            out.write((int) cursor.natural(Byte.SIZE));
            count++;
        }
        if (cursor.isNumber()) {
            throw cursor.error("i8 constant out of range");
        }
        if (count != VECTOR_BYTES) {
            throw cursor.error("invalid lane length");
        }
    }

    /** A shape and its lanes, as 16 bytes. */
    static void vector(Cursor cursor, ByteWriter out) {
        Keyword shape = cursor.keyword();
        int lanes = shape == null ? 0 : switch (shape) {
            case I8X16 -> 16;
            case I16X8 -> 8;
            case I32X4, F32X4 -> 4;
            case I64X2, F64X2 -> 2;
            default -> 0;
        };
        if (lanes == 0) {
            throw cursor.unexpected();
        }
        cursor.advance();
        int first = cursor.at();
        while (cursor.isNumber()) {
            cursor.advance();
        }
        if (cursor.at() - first != lanes) {
            throw cursor.error("wrong number of lane literals");
        }
        cursor.moveTo(first);
        int bytes = VECTOR_BYTES / lanes;
        boolean floats = shape == Keyword.F32X4 || shape == Keyword.F64X2;
        for (int i = 0; i < lanes; i++) {
            out.littleEndian(floats ? cursor.floatBits(bytes * Byte.SIZE) : cursor.integer(bytes * Byte.SIZE), bytes);
        }
    }
}
