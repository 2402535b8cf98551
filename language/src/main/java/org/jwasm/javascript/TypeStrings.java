// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import java.util.List;
import java.util.stream.Collectors;

import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.GlobalType;
import org.jwasm.structure.MemoryType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.TableType;
import org.jwasm.structure.ValueType;
import org.jwasm.structure.VectorType;

/**
 * Types as GraalJS reads and writes them. It knows one reference type for each hierarchy, {@code anyfunc} or {@code funcref},
 * {@code externref}, and since tags also {@code anyref} and {@code exnref}.
 */
final class TypeStrings {

    private TypeStrings() {
    }

    static String value(ValueType type, Generation generation) {
        if (!(type instanceof ReferenceType reference)) {
            return type.toString();
        }
        boolean first = generation == Generation.FIRST;
        return switch (AbstractHeapType.top(reference.heapType())) {
            case FUNC -> first ? "anyfunc" : "funcref";
            case EXTERN -> "externref";
            case EXN -> first ? "externref" : "exnref";
            // A user that knows no aggregates passes them on as they are.
            default -> first ? "externref" : "anyref";
        };
    }

    /** The type with a name, or null. */
    static ValueType parse(String text) {
        return switch (text) {
            case "i32" -> NumberType.I32;
            case "i64" -> NumberType.I64;
            case "f32" -> NumberType.F32;
            case "f64" -> NumberType.F64;
            case "v128" -> VectorType.V128;
            case "anyfunc", "funcref" -> ReferenceType.FUNCREF;
            case "externref" -> ReferenceType.EXTERNREF;
            case "exnref" -> ReferenceType.EXNREF;
            case "anyref" -> new ReferenceType(true, AbstractHeapType.ANY);
            default -> null;
        };
    }

    /** {@code (p p …)r r …} */
    static String function(FunctionType type, Generation generation) {
        return "(" + values(type.params(), generation) + ")" + values(type.results(), generation);
    }

    private static String values(List<ValueType> types, Generation generation) {
        return types.stream().map(type -> value(type, generation)).collect(Collectors.joining(" "));
    }

    static String global(GlobalType type, Generation generation) {
        return value(type.valueType(), generation) + (type.mutable() ? " mut" : " con");
    }

    static String table(TableType type, Generation generation) {
        String element = value(type.elementType(), generation);
        return generation.isAtLeast(Generation.TABLE64) ? address(type.addressType()) + element : element;
    }

    static String memory(MemoryType type, Generation generation) {
        String shared = type.shared() ? "shared" : "single";
        if (!generation.isAtLeast(Generation.MEMORY64)) {
            return shared;
        }
        String maximum = type.limits().hasMaximum() ? " " + Long.toUnsignedString(type.limits().maximum()) : "";
        return address(type.addressType()) + shared + maximum;
    }

    private static String address(AddressType type) {
        return type == AddressType.I64 ? "i64 " : "i32 ";
    }
}
