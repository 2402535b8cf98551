// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** The heap types that no module defines. Spec: Structure, Types, Heap Types. */
public enum AbstractHeapType implements HeapType {
    ANY("any"),
    EQ("eq"),
    I31("i31"),
    STRUCT("struct"),
    ARRAY("array"),
    NONE("none"),
    FUNC("func"),
    NOFUNC("nofunc"),
    EXTERN("extern"),
    NOEXTERN("noextern"),
    EXN("exn"),
    NOEXN("noexn");

    private final String text;

    AbstractHeapType(String text) {
        this.text = text;
    }

    @Override
    public boolean matches(HeapType other) {
        if (this == other) {
            return true;
        }
        return switch (this) {
            case I31, STRUCT, ARRAY -> other == EQ || other == ANY;
            case EQ -> other == ANY;
            case NONE -> top(other) == ANY;
            case NOFUNC -> top(other) == FUNC;
            case NOEXTERN -> other == EXTERN;
            case NOEXN -> other == EXN;
            default -> false;
        };
    }

    /** The top of the hierarchy that {@code type} belongs to. */
    public static AbstractHeapType top(HeapType type) {
        return switch (type) {
            case DefinedType defined -> defined.isFunction() ? FUNC : ANY;
            case ExactType exact -> top(exact.type());
            case AbstractHeapType abstractType -> switch (abstractType) {
                case ANY, EQ, I31, STRUCT, ARRAY, NONE -> ANY;
                case FUNC, NOFUNC -> FUNC;
                case EXTERN, NOEXTERN -> EXTERN;
                case EXN, NOEXN -> EXN;
            };
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
