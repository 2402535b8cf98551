// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;

import org.jwasm.runtime.V128;
import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;
import org.jwasm.structure.VectorType;

/** What the JVM holds a value in. */
enum Kind {
    I32(TypeKind.INT, ConstantDescs.CD_int, NumberType.I32),
    I64(TypeKind.LONG, ConstantDescs.CD_long, NumberType.I64),
    F32(TypeKind.FLOAT, ConstantDescs.CD_float, NumberType.F32),
    F64(TypeKind.DOUBLE, ConstantDescs.CD_double, NumberType.F64),
    REF(TypeKind.REFERENCE, ConstantDescs.CD_Object, new ReferenceType(true, AbstractHeapType.ANY)),
    V128(TypeKind.REFERENCE, org.jwasm.runtime.V128.class.describeConstable().orElseThrow(), VectorType.V128);

    private final TypeKind typeKind;
    private final ClassDesc descriptor;
    private final ValueType type;

    Kind(TypeKind typeKind, ClassDesc descriptor, ValueType type) {
        this.typeKind = typeKind;
        this.descriptor = descriptor;
        this.type = type;
    }

    static Kind of(ValueType type) {
        return switch (type.kind()) {
            case I32 -> I32;
            case I64 -> I64;
            case F32 -> F32;
            case F64 -> F64;
            case V128 -> V128;
            default -> REF;
        };
    }

    /** By the letters of {@link org.jwasm.structure.Opcode}. */
    static Kind of(char letter) {
        return switch (letter) {
            case 'i' -> I32;
            case 'l' -> I64;
            case 'f' -> F32;
            case 'd' -> F64;
            case 'v' -> V128;
            default -> throw new IllegalArgumentException(String.valueOf(letter));
        };
    }

    static Kind[] of(List<ValueType> types) {
        Kind[] kinds = new Kind[types.size()];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = of(types.get(i));
        }
        return kinds;
    }

    TypeKind typeKind() {
        return typeKind;
    }

    ClassDesc descriptor() {
        return descriptor;
    }

    /** A type of the kind. */
    ValueType type() {
        return type;
    }

    /** How many local variables it takes where compiled code works with it: the halves of a vector are numbers there. */
    int variables() {
        return this == V128 ? 4 : size();
    }

    /** How many places of the JVM's operand stack it takes, or parameters: there a vector is an object. */
    int size() {
        return this == I64 || this == F64 ? 2 : 1;
    }

    boolean isNumber() {
        return compareTo(REF) < 0;
    }
}
