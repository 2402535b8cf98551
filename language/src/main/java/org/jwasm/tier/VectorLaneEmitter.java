// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

import org.jwasm.structure.Opcode;

/** Emits vector instructions that move lanes. */
final class VectorLaneEmitter {

    private final CodeBuilder code;
    private final Operands operands;
    private final VectorEmitter vectors;

    VectorLaneEmitter(BodyEmitter body, VectorEmitter vectors) {
        this.code = body.code;
        this.operands = body.operands;
        this.vectors = vectors;
    }

    /** How many lanes the shape has that the instruction is named after. */
    static int count(Opcode opcode) {
        String shape = VectorFunction.shape(opcode);
        return Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
    }

    private static int width(Opcode opcode) {
        return 2 * Long.SIZE / count(opcode);
    }

    /** The lowest lane of a width, all ones. */
    static long mask(int width) {
        return -1L >>> Long.SIZE - width;
    }

    /** The lowest bit of each lane. */
    private static long unit(int width) {
        long unit = 0;
        for (int bit = 0; bit < Long.SIZE; bit += width) {
            unit |= 1L << bit;
        }
        return unit;
    }

    void splat(Opcode opcode) {
        operands.take(1);
        Packing.toBits(code, Kind.of(opcode.operands().charAt(0)));
        int width = width(opcode);
        trim(width);
        spread(width);
    }

    /** Clears what is above the lowest lane of the number on the stack. */
    private void trim(int width) {
        if (width < Long.SIZE) {
            code.loadConstant(mask(width)).land();
        }
    }

    /** Pushes a vector with the lane on the stack in all of its lanes. */
    void spread(int width) {
        if (width < Long.SIZE) {
            code.loadConstant(unit(width)).lmul();
        }
        code.dup2();
        vectors.push();
    }

    /** {@code extract_lane} and {@code replace_lane} */
    void emit(Opcode opcode, int lane) {
        int width = width(opcode);
        int bit = lane * width;
        if (opcode.operands().length() == 1) {
            load(vectors.take(1)[0], bit);
            extracted(opcode, width);
            return;
        }
        operands.awaitVectors(2);
        Kind kind = operands.kind(0);
        operands.take(1);
        Packing.toBits(code, kind);
        trim(width);
        replace(vectors.take(1)[0], bit, width);
    }

    /** Pushes the half with the lane at {@code bit}, the lane lowest. */
    void load(int vector, int bit) {
        code.lload(half(vector, bit));
        int distance = bit % Long.SIZE;
        if (distance != 0) {
            code.loadConstant(distance).lushr();
        }
    }

    private static int half(int vector, int bit) {
        return bit < Long.SIZE ? vector : vector + Variables.HIGH;
    }

    private void extracted(Opcode opcode, int width) {
        Kind kind = Kind.of(opcode.results().charAt(0));
        Packing.fromBits(code, kind);
        boolean signed = opcode.mnemonic().endsWith("_s");
        switch (width) {
            case Byte.SIZE -> {
                if (signed) {
                    code.i2b();
                } else {
                    code.loadConstant(0xFF).iand();
                }
            }
            case Short.SIZE -> {
                if (signed) {
                    code.i2s();
                } else {
                    code.i2c();
                }
            }
            default -> {
            }
        }
        operands.pushed(kind);
    }

    /** Pushes the vector in a variable with the lane at {@code bit} replaced by that on the stack, which has no other bits. */
    void replace(int vector, int bit, int width) {
        int distance = bit % Long.SIZE;
        if (distance != 0) {
            code.loadConstant(distance).lshl();
        }
        int changed = half(vector, bit);
        if (width < Long.SIZE) {
            code.lload(changed).loadConstant(~(mask(width) << distance)).land().lor();
        }
        int result = vectors.result();
        int other = changed == vector ? Variables.HIGH : 0;
        code.lstore(result + Variables.HIGH - other);
        if (result != vector) {
            code.lload(vector + other).lstore(result + other);
        }
        operands.pushWaiting(Kind.V128);
    }

    /** {@code i8x16.shuffle} of 16 indices among the bytes of two vectors. */
    void shuffle(byte[] indices) {
        int[] variables = vectors.take(2);
        int[] halves = {variables[0], variables[0] + Variables.HIGH, variables[1], variables[1] + Variables.HIGH};
        shuffledHalf(indices, 0, halves);
        shuffledHalf(indices, Long.BYTES, halves);
        vectors.push();
    }

    /** Pushes eight bytes: all that move by the same distance from the same half are moved at once. */
    private void shuffledHalf(byte[] indices, int start, int[] halves) {
        boolean some = false;
        for (int from = 0; from < halves.length; from++) {
            // By how many bytes they move down, or around from below.
            for (int distance = 0; distance < Long.BYTES; distance++) {
                some |= moved(indices, start, from, distance, halves[from], some);
            }
        }
    }

    private boolean moved(byte[] indices, int start, int from, int distance, int variable, boolean some) {
        long mask = 0;
        for (int to = 0; to < Long.BYTES; to++) {
            int index = indices[start + to];
            if (index / Long.BYTES == from && (index - to & Long.BYTES - 1) == distance) {
                mask |= 0xFFL << to * Byte.SIZE;
            }
        }
        if (mask == 0) {
            return false;
        }
        code.lload(variable);
        rotateDown(distance, mask);
        if (some) {
            code.lor();
        }
        return true;
    }

    private void rotateDown(int distance, long mask) {
        int bits = distance * Byte.SIZE;
        if (distance == 0) {
            if (mask != -1L) {
                code.loadConstant(mask).land();
            }
        } else if ((mask & ~(-1L >>> bits)) == 0) {
            code.loadConstant(bits).lushr();
            if (mask != -1L >>> bits) {
                code.loadConstant(mask).land();
            }
        } else if ((mask & ~(-1L << Long.SIZE - bits)) == 0) {
            code.loadConstant(Long.SIZE - bits).lshl();
            if (mask != -1L << Long.SIZE - bits) {
                code.loadConstant(mask).land();
            }
        } else {
            code.loadConstant(bits).invokestatic(ConstantDescs.CD_Long, "rotateRight",
                            MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_int));
            if (mask != -1L) {
                code.loadConstant(mask).land();
            }
        }
    }
}
