// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

import org.jwasm.binary.CodeReader;
import org.jwasm.numerics.I16x8;
import org.jwasm.numerics.I32x4;
import org.jwasm.numerics.I64x2;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Immediate;
import org.jwasm.structure.Opcode;

/** Emits vector instructions that access memories. */
final class VectorMemoryEmitter {

    private static final ClassDesc L = ConstantDescs.CD_long;
    private static final String STORE = "i64Store";

    private final BodyEmitter body;
    private final CodeBuilder code;
    private final CodeReader reader;
    private final Operands operands;
    private final VectorEmitter vectors;
    private final VectorLaneEmitter lanes;
    private final InstructionEmitter instructions;

    /** An access that is being emitted. */
    private record Access(long displacement, int memory, ClassDesc address, int offset) {
    }

    VectorMemoryEmitter(BodyEmitter body, VectorEmitter vectors, VectorLaneEmitter lanes, InstructionEmitter instructions) {
        this.body = body;
        this.code = body.code;
        this.reader = body.reader;
        this.operands = body.operands;
        this.vectors = vectors;
        this.lanes = lanes;
        this.instructions = instructions;
    }

    void emit(Opcode opcode, int offset) {
        long displacement = reader.readMemarg();
        int memory = reader.memory();
        boolean wide = body.module.memory(memory).addressType() == AddressType.I64;
        Access access = new Access(displacement, memory, wide ? L : ConstantDescs.CD_int, offset);
        int width = Byte.SIZE << opcode.alignment();
        if (opcode.immediate() == Immediate.MEMARG_LANE) {
            int bit = reader.readLane(opcode.lanes()) * width;
            int vector = takeVector();
            if (opcode.results().isEmpty()) {
                lanes.load(vector, bit);
                store(width == Long.SIZE ? STORE : STORE + width, access, L);
            } else {
                loadNumber(width, access);
                lanes.replace(vector, bit, width);
            }
        } else if (opcode.results().isEmpty()) {
            int vector = takeVector();
            code.lload(vector).lload(vector + Variables.HIGH);
            store("v128Store", access, L, L);
        } else {
            operands.take(1);
            load(opcode, width, access);
        }
    }

    /** Takes a vector, and puts the address under it on the stack. */
    private int takeVector() {
        operands.awaitVectors(2);
        int vector = vectors.take(1)[0];
        operands.take(1);
        return vector;
    }

    private void load(Opcode opcode, int width, Access access) {
        String operation = VectorFunction.operation(opcode);
        if (opcode == Opcode.V128_LOAD) {
            loadVector(access);
        } else if (operation.endsWith("_splat")) {
            loadNumber(width, access);
            lanes.spread(width);
        } else if (operation.endsWith("_zero")) {
            loadNumber(width, access);
            code.lconst_0();
            vectors.push();
        } else {
            loadNumber(Long.SIZE, access);
            int loaded = vectors.result();
            code.lstore(loaded);
            vectors.extend(extension(operation), loaded);
        }
    }

    private static VectorFunction extension(String operation) {
        Class<?> owner = operation.startsWith("load8x8") ? I16x8.class : operation.startsWith("load16x4") ? I32x4.class : I64x2.class;
        return new VectorFunction(NumericEmitter.desc(owner), operation.endsWith("_s") ? "extendS" : "extendU", 0);
    }

    private void loadVector(Access access) {
        int result = vectors.result();
        if (access.address == L) {
            code.dup2();
        } else {
            code.dup();
        }
        // Either half is loaded only if both can be.
        call("v128LoadLow", access, L);
        code.lstore(result);
        call("v128LoadHigh", access, L);
        code.lstore(result + Variables.HIGH);
        operands.pushWaiting(Kind.V128);
    }

    /** Pushes an unsigned number from the address on the stack. */
    private void loadNumber(int width, Access access) {
        call(width == Long.SIZE ? "i64Load" : "i64Load" + width + "U", access, L);
    }

    private void store(String name, Access access, ClassDesc... values) {
        call(name, access, ConstantDescs.CD_void, values);
    }

    private void call(String name, Access access, ClassDesc result, ClassDesc... values) {
        code.loadConstant(access.displacement);
        instructions.loadMemory(access.memory);
        body.blame(access.offset);
        ClassDesc[] params = new ClassDesc[values.length + 3];
        params[0] = access.address;
        System.arraycopy(values, 0, params, 1, values.length);
        params[values.length + 1] = L;
        params[values.length + 2] = InstructionEmitter.MEMORY;
        code.invokestatic(InstructionEmitter.ACCESS, name, MethodTypeDesc.of(result, params));
    }
}
