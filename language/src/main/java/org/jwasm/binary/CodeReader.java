// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.util.Set;

import org.jwasm.structure.DefinedType;
import org.jwasm.structure.Feature;
import org.jwasm.structure.Module;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ValueType;

/**
 * Reads function bodies and constant expressions: opcodes, then their immediates in the order of the binary format, each
 * by the method for its kind. Spec: Binary Format, Instructions.
 *
 * <p>All indices (locals, globals, functions, labels, tables, segments, types) are {@link #readU32()}; i32 and i64
 * constants {@link #readI32()} and {@link #readI64()}; f32 and f64 constants {@link #readFixed32()} and
 * {@link #readFixed64()} as bits, a v128 constant two of the latter. What is validated can't fail.
 */
public final class CodeReader extends TypeReader {

    private static final int HAS_MEMORY_INDEX = 0x40;
    // Not by the names of instructions: where nothing is translated, a start does without all that belongs to these.
    private static final int I32_CONST = 0x41;
    private static final int I64_CONST = 0x42;
    private static final int END = 0x0B;

    private int opcodeOffset;
    private int alignment;
    private int memory;
    private long number;

    /** A reader over a validated module, to be placed by {@link #move}. */
    public CodeReader(Module module) {
        this(module.bytes(), index -> module.type(index), Set.of(Feature.values()));
    }

    CodeReader(byte[] bytes, TypeSpace types, Set<Feature> features) {
        super(bytes, 0, 0, types, features);
    }

    /** A reader placed at the local declarations of a function that is not imported, and is valid. */
    public static CodeReader ofFunction(Module module, int function) {
        module.ensureValid(function);
        CodeReader reader = new CodeReader(module);
        reader.move(module.codeStart(function), module.codeEnd(function));
        return reader;
    }

    /** The next instruction, passing its opcode. */
    public Opcode readOpcode() {
        int at = position();
        opcodeOffset = at;
        int code = readByte();
        Opcode opcode = Opcode.of(code);
        return opcode != null ? opcode : readPrefixed(code, at);
    }

    private Opcode readPrefixed(int prefix, int at) {
        if (!Opcode.isPrefix(prefix)) {
            throw illegal(hex(prefix), at);
        }
        int code = readU32();
        Opcode opcode = Opcode.of(prefix, code);
        if (opcode == null) {
            throw illegal(hex(prefix) + " " + hex(code), at);
        }
        return opcode;
    }

    private static ModuleError illegal(String opcode, int at) {
        return ModuleError.malformed("illegal opcode " + opcode, at);
    }

    private static String hex(int code) {
        String digits = Integer.toHexString(code);
        return digits.length() < 2 ? "0" + digits : digits;
    }

    /** The offset of the instruction last read. */
    public int opcodeOffset() {
        return opcodeOffset;
    }

    /** A memory argument: returns the offset; {@link #alignment()} and {@link #memory()} are the rest of it. */
    public long readMemarg() {
        int at = position();
        int flags = readU32();
        if (Integer.compareUnsigned(flags, 2 * HAS_MEMORY_INDEX) >= 0) {
            throw ModuleError.malformed("malformed memop flags", at);
        }
        alignment = flags & HAS_MEMORY_INDEX - 1;
        memory = 0;
        if (flags != alignment) {
            require(Feature.MULTI_MEMORY, "malformed memop flags", at);
            memory = readU32();
        }
        return readU64();
    }

    /** A lane index below {@code lanes}. */
    public int readLane(int lanes) {
        int at = position();
        int lane = readByte();
        if (lane >= lanes) {
            throw ModuleError.invalid("invalid lane index " + lane + ", must be less than " + lanes, at);
        }
        return lane;
    }

    /** The 16 lane indices of a shuffle. */
    public byte[] readLanes(int lanes) {
        byte[] indices = new byte[16];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (byte) readLane(lanes);
        }
        return indices;
    }

    /** The alignment of the last memory argument, as a power of two. */
    public int alignment() {
        return alignment;
    }

    /** The memory index of the last memory argument. */
    public int memory() {
        return memory;
    }

    /** The labels of a {@code br_table}, the default one last. */
    public int[] readLabels() {
        int count = readU32();
        if (Integer.compareUnsigned(count, remaining()) > 0) {
            throw ModuleError.malformed("length out of bounds", position());
        }
        int[] labels = new int[count + 1];
        for (int i = 0; i <= count; i++) {
            labels[i] = readU32();
        }
        return labels;
    }

    /** Type index, then table index, of a {@code call_indirect}: returns the type; the table index is to be read next. */
    public DefinedType readTypeUse() {
        int at = position();
        return definedFunctionType(readU32(), at);
    }

    /**
     * Passes a constant expression that is one {@code i32.const} or {@code i64.const} of a type, and the {@code end}: as nearly all are, for which no rules of
     * instructions have to be asked. Or returns false, and stays where it is.
     */
    public boolean passNumber(ValueType type) {
        int start = position();
        int wanted = type == NumberType.I32 ? I32_CONST : type == NumberType.I64 ? I64_CONST : -1;
        if (peekByte() != wanted) {
            return false;
        }
        readByte();
        number = wanted == I32_CONST ? readI32() : readI64();
        if (peekByte() == END) {
            readByte();
            return true;
        }
        seek(start);
        return false;
    }

    /** The number that was passed last. */
    public long passedNumber() {
        return number;
    }
}
