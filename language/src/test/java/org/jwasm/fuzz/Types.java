// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.List;

/** The type section of a generated module. Spec: Structure, Types, Composite Types. */
final class Types {

    /** A type definition. */
    sealed interface Definition permits Function, Struct, Array {
    }

    record Function(List<Type> params, List<Type> results) implements Definition {
    }

    /** @param supertype a type index, or -1 */
    record Struct(List<Field> fields, int supertype) implements Definition {
    }

    record Array(Field element) implements Definition {
    }

    /** @param packed the width in bits, 8 or 16, or 0 if it isn't packed */
    record Field(Type type, int packed, boolean mutable) {

        void write(Bytes out) {
            if (packed == 0) {
                type.write(out);
            } else {
                out.add(packed == 8 ? 0x78 : 0x77);
            }
            out.add(mutable ? 1 : 0);
        }
    }

    private final List<Definition> definitions = new ArrayList<>();

    int add(Definition definition) {
        definitions.add(definition);
        return definitions.size() - 1;
    }

    /** The index of a function type, which is added if it isn't there. */
    int function(List<Type> params, List<Type> results) {
        int index = definitions.indexOf(new Function(params, results));
        return index >= 0 ? index : add(new Function(List.copyOf(params), List.copyOf(results)));
    }

    Function function(int index) {
        return (Function) definitions.get(index);
    }

    Definition get(int index) {
        return definitions.get(index);
    }

    int size() {
        return definitions.size();
    }

    /** The immediate of a structured instruction. */
    byte[] block(List<Type> params, List<Type> results) {
        Bytes bytes = new Bytes();
        if (params.isEmpty() && results.isEmpty()) {
            bytes.add(0x40);
        } else if (params.isEmpty() && results.size() == 1) {
            results.getFirst().write(bytes);
        } else {
            bytes.signed(function(params, results));
        }
        return bytes.toArray();
    }

    /** Whether a value of the one type is one of the other. Spec: Validation, Matching. */
    boolean matches(Type type, Type other) {
        return type.equals(other) || type.isReference() && other.isReference() && (other.nullable() || !type.nullable())
                        && heapMatches(type.heap(), other.heap());
    }

    private boolean heapMatches(int heap, int other) {
        if (heap == other) {
            return true;
        }
        if (heap >= 0) {
            return switch (definitions.get(heap)) {
                case Function _ -> other == Type.FUNC;
                case Array _ -> other == Type.ARRAY || isEqOrAny(other);
                case Struct struct -> struct.supertype >= 0 && heapMatches(struct.supertype, other) || other == Type.STRUCT || isEqOrAny(other);
            };
        }
        return switch (heap) {
            case Type.I31, Type.STRUCT, Type.ARRAY -> isEqOrAny(other);
            case Type.EQ -> other == Type.ANY;
            case Type.NONE, Type.NOFUNC, Type.NOEXTERN, Type.NOEXN -> bottom(other) == heap;
            default -> false;
        };
    }

    private static boolean isEqOrAny(int heap) {
        return heap == Type.EQ || heap == Type.ANY;
    }

    /** The bottom of the hierarchy that a heap type belongs to. */
    int bottom(int heap) {
        if (heap >= 0) {
            return definitions.get(heap) instanceof Function ? Type.NOFUNC : Type.NONE;
        }
        return switch (heap) {
            case Type.FUNC, Type.NOFUNC -> Type.NOFUNC;
            case Type.EXTERN, Type.NOEXTERN -> Type.NOEXTERN;
            case Type.EXN, Type.NOEXN -> Type.NOEXN;
            default -> Type.NONE;
        };
    }

    /** Writes the section; struct and array types are one recursion group each, open if a struct. */
    void write(Bytes out) {
        out.section(1, definitions, (bytes, definition) -> {
            switch (definition) {
                case Function function -> bytes.add(0x60).vector(function.params, (b, t) -> t.write(b))
                                .vector(function.results, (b, t) -> t.write(b));
                case Struct struct -> {
                    bytes.add(0x50).vector(struct.supertype < 0 ? List.<Integer>of() : List.of(struct.supertype), (b, index) -> b.unsigned(index));
                    bytes.add(0x5F).vector(struct.fields, (b, field) -> field.write(b));
                }
                case Array array -> {
                    bytes.add(0x5E);
                    array.element.write(bytes);
                }
            }
        });
    }
}
