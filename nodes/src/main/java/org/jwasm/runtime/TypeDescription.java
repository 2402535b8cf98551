// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jwasm.structure.ExternType;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.GlobalType;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;
import org.jwasm.structure.TableType;
import org.jwasm.structure.ValueType;

/** External types as other languages see them, with the members of the proposal js-types. */
public final class TypeDescription {

    private TypeDescription() {
    }

    /** An object with the member {@code kind}, and what there is to say about a type of that kind. */
    public static Members of(ExternType type) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kind", kind(type));
        switch (type) {
            case ExternType.Function function -> {
                FunctionType signature = function.type().functionType();
                members.put("parameters", names(signature.params()));
                members.put("results", names(signature.results()));
            }
            case TableType table -> {
                putLimits(members, table.limits());
                members.put("address", table.addressType().toString());
                members.put("element", table.elementType().toString());
            }
            case MemoryType memory -> {
                putLimits(members, memory.limits());
                members.put("address", memory.addressType().toString());
                members.put("shared", memory.shared());
                members.put("pageSize", memory.pageSize());
            }
            case GlobalType global -> {
                members.put("value", global.valueType().toString());
                members.put("mutable", global.mutable());
            }
            case ExternType.Tag tag -> members.put("parameters", names(tag.type().functionType().params()));
        }
        return new Members(members, type.toString());
    }

    /** {@code function}, {@code table}, {@code memory}, {@code global}, or {@code tag}. */
    public static String kind(ExternType type) {
        return type instanceof ExternType.Function ? "function" : type.kind();
    }

    private static ResultArray names(List<ValueType> types) {
        return new ResultArray(types.stream().map(ValueType::toString).toArray());
    }

    /** Longs hold what is up to 2^63; larger limits, which no host has, are negative. */
    private static void putLimits(Map<String, Object> members, Limits limits) {
        members.put("minimum", limits.minimum());
        if (limits.hasMaximum()) {
            members.put("maximum", limits.maximum());
        }
    }
}
