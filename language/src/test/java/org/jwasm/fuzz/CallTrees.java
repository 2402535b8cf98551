// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.structure.Opcode;

/** Calls: direct, by table, by reference; and the same as tail calls. */
final class CallTrees {

    private final Scope scope;
    private final Choice choice;
    private final Expressions expressions;

    CallTrees(Scope scope, Expressions expressions) {
        this.scope = scope;
        this.choice = scope.choice;
        this.expressions = expressions;
    }

    private Types.Function type(int function) {
        return scope.module.type(scope.module.functions.get(function));
    }

    private List<Integer> functions(List<Type> results) {
        List<Integer> matching = new ArrayList<>();
        for (int i = 0; i < scope.module.functions.size(); i++) {
            if (type(i).results().equals(results)) {
                matching.add(i);
            }
        }
        return matching;
    }

    /** A call of any kind with these results; null if no function has them. */
    Tree call(List<Type> results, int depth) {
        return call(results, depth, Opcode.CALL, Opcode.CALL_INDIRECT, Opcode.CALL_REF, results);
    }

    /** A tail call of a function that returns what this one does. */
    Tree tailCall(int depth) {
        return call(scope.results, depth, Opcode.RETURN_CALL, Opcode.RETURN_CALL_INDIRECT, Opcode.RETURN_CALL_REF, List.of());
    }

    Tree statement(int depth) {
        int function = choice.below(scope.module.functions.size());
        return expressions.consumed(call(type(function).results(), depth));
    }

    private Tree call(List<Type> results, int depth, Opcode direct, Opcode indirect, Opcode byReference, List<Type> produced) {
        List<Integer> candidates = functions(results);
        if (candidates.isEmpty()) {
            return null;
        }
        int function = choice.of(candidates);
        int typeIndex = scope.module.functions.get(function).type;
        Tree arguments = expressions.values(type(function).params(), depth - 1);
        int kind = choice.below(10);
        if (kind < 3 && scope.has(Family.TABLES)) {
            Tree byTable = indirect(function, typeIndex, arguments, indirect, produced, depth);
            if (byTable != null) {
                return byTable;
            }
        }
        if (kind < 6 && scope.has(Family.FUNCTION_REFERENCES)) {
            Tree reference = expressions.make(choice.chance(50) ? Type.nonNull(typeIndex) : Type.nullable(typeIndex), depth - 1);
            return Tree.of(byReference, Bytes.of(typeIndex), produced, arguments, reference);
        }
        return Tree.of(direct, Bytes.of(function), produced, arguments);
    }

    private Tree indirect(int function, int typeIndex, Tree arguments, Opcode opcode, List<Type> produced, int depth) {
        int table = expressions.tables().ofFunctions();
        if (table < 0 || !scope.types.matches(Type.nullable(typeIndex), scope.module.tables.get(table).type())) {
            return null;
        }
        int at = place(table, function);
        boolean wide = scope.module.tables.get(table).wide();
        Tree index = at >= 0 && choice.chance(85) ? wide ? Tree.i64(at) : Tree.i32(at) : expressions.tables().index(table, depth);
        return Tree.of(opcode, Bytes.of(typeIndex, table), produced, arguments, index);
    }

    /** Where instantiation puts a function into a table, or -1. */
    private int place(int table, int function) {
        for (TestModule.Elements segment : scope.module.elements) {
            for (int i = 0; segment.table() == table && i < segment.values().size(); i++) {
                Tree value = segment.values().get(i);
                if (value.opcode() == Opcode.REF_FUNC && value.results().getFirst().heap() == scope.module.functions.get(function).type) {
                    return segment.offset() + i;
                }
            }
        }
        return -1;
    }
}
