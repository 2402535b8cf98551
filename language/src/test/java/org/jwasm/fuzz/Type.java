// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.List;

/**
 * A value type of a generated module.
 *
 * @param kind     the letter that {@link org.jwasm.structure.Opcode} has for it, or {@code r} for references
 * @param heap     of a reference: a type index, or what stands for an abstract heap type in the binary format, below zero
 * @param nullable whether a reference can be null
 */
record Type(char kind, int heap, boolean nullable) {

    static final Type I32 = new Type('i', 0, false);
    static final Type I64 = new Type('l', 0, false);
    static final Type F32 = new Type('f', 0, false);
    static final Type F64 = new Type('d', 0, false);
    static final Type V128 = new Type('v', 0, false);
    static final List<Type> NUMBERS = List.of(I32, I64, F32, F64);

    static final int NOEXN = -0x0C;
    static final int NOFUNC = -0x0D;
    static final int NOEXTERN = -0x0E;
    static final int NONE = -0x0F;
    static final int FUNC = -0x10;
    static final int EXTERN = -0x11;
    static final int ANY = -0x12;
    static final int EQ = -0x13;
    static final int I31 = -0x14;
    static final int STRUCT = -0x15;
    static final int ARRAY = -0x16;
    static final int EXN = -0x17;
    static final Type FUNCREF = nullable(FUNC);
    static final Type EXNREF = nullable(EXN);

    static Type of(char letter) {
        return switch (letter) {
            case 'i' -> I32;
            case 'l' -> I64;
            case 'f' -> F32;
            case 'd' -> F64;
            case 'v' -> V128;
            default -> throw new IllegalArgumentException("type " + letter);
        };
    }

    /** The types of a signature's letters. */
    static List<Type> of(String letters) {
        return letters.chars().mapToObj(letter -> of((char) letter)).toList();
    }

    static Type nullable(int heap) {
        return new Type('r', heap, true);
    }

    static Type nonNull(int heap) {
        return new Type('r', heap, false);
    }

    boolean isReference() {
        return kind == 'r';
    }

    boolean isNumber() {
        return !isReference() && kind != 'v';
    }

    /** Whether a local of this type needs no initialisation. */
    boolean isDefaultable() {
        return !isReference() || nullable;
    }

    void write(Bytes out) {
        switch (kind) {
            case 'i' -> out.add(0x7F);
            case 'l' -> out.add(0x7E);
            case 'f' -> out.add(0x7D);
            case 'd' -> out.add(0x7C);
            case 'v' -> out.add(0x7B);
            default -> out.add(nullable ? 0x63 : 0x64).signed(heap);
        }
    }
}
