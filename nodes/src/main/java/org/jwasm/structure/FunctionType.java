// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

import java.util.List;

/** The parameters and results of a function. Spec: Structure, Types, Function Types. */
public record FunctionType(List<ValueType> params, List<ValueType> results) implements CompositeType {

    public FunctionType {
        params = List.copyOf(params);
        results = List.copyOf(results);
    }

    // At each start, Java would make classes for a record's own methods.
    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionType function && params.equals(function.params) && results.equals(function.results);
    }

    @Override
    public int hashCode() {
        return 31 * params.hashCode() + results.hashCode();
    }

    public static FunctionType of(List<ValueType> params, ValueType... results) {
        return new FunctionType(params, List.of(results));
    }

    @Override
    public AbstractHeapType abstractType() {
        return AbstractHeapType.FUNC;
    }

    @Override
    public boolean matches(CompositeType other) {
        return other instanceof FunctionType function && allMatch(function.params, params) && allMatch(results, function.results);
    }

    private static boolean allMatch(List<ValueType> types, List<ValueType> others) {
        boolean match = types.size() == others.size();
        for (int i = 0; match && i < types.size(); i++) {
            match = types.get(i).matches(others.get(i));
        }
        return match;
    }

    /** How many of the parameters are references or vectors, which are passed as objects. */
    public static int objects(List<ValueType> types) {
        int count = 0;
        for (ValueType type : types) {
            if (!(type instanceof NumberType)) {
                count++;
            }
        }
        return count;
    }

    @Override
    public String toString() {
        return "(func" + clause("param", params) + clause("result", results) + ")";
    }

    private static String clause(String name, List<ValueType> types) {
        if (types.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(" (").append(name);
        types.forEach(type -> text.append(' ').append(type));
        return text.append(')').toString();
    }
}
