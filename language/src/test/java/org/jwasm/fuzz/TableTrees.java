// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.structure.Opcode;

/** Instructions on tables. Most indices are in bounds. */
final class TableTrees {

    private static final int MASK = 7;

    private final Scope scope;
    private final Choice choice;
    private final Expressions expressions;

    TableTrees(Scope scope, Expressions expressions) {
        this.scope = scope;
        this.choice = scope.choice;
        this.expressions = expressions;
    }

    private TestModule.Table table(int index) {
        return scope.module.tables.get(index);
    }

    /** A table that calls can use, or -1. */
    int ofFunctions() {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < scope.module.tables.size(); i++) {
            if (scope.types.bottom(table(i).type().heap()) == Type.NOFUNC) {
                found.add(i);
            }
        }
        return found.isEmpty() ? -1 : choice.of(found);
    }

    /** An index or a length. */
    Tree index(int table, int depth) {
        return index(table, depth, MASK);
    }

    private Tree index(int table, int depth, int mask) {
        boolean wide = table(table).wide();
        Tree value = expressions.make(wide ? Type.I64 : Type.I32, depth - 1);
        if (choice.chance(3)) {
            return value;
        }
        return wide ? Tree.of(Opcode.I64_AND, value, Tree.i64(mask)) : Tree.of(Opcode.I32_AND, value, Tree.i32(mask));
    }

    /** {@code table.get}, {@code table.size} or {@code table.grow} with a result of a type; null if none fits. */
    Tree read(Type type, int depth) {
        if (!scope.has(Family.TABLES)) {
            return null;
        }
        int table = choice.below(scope.module.tables.size());
        Type element = table(table).type();
        if (scope.types.matches(element, type)) {
            return Tree.of(Opcode.TABLE_GET, Bytes.of(table), List.of(element), index(table, depth));
        }
        if (type != (table(table).wide() ? Type.I64 : Type.I32)) {
            return null;
        }
        return choice.chance(50) ? Tree.of(Opcode.TABLE_SIZE, Bytes.of(table), List.of(type))
                        : Tree.of(Opcode.TABLE_GROW, Bytes.of(table), List.of(type), expressions.make(element, depth - 1), index(table, depth, 3));
    }

    /** An instruction that changes tables or element segments; null if there are no tables. */
    Tree write(int depth) {
        if (!scope.has(Family.TABLES)) {
            return null;
        }
        int table = choice.below(scope.module.tables.size());
        Type element = table(table).type();
        int kind = choice.below(10);
        if (kind < 4) {
            return Tree.of(Opcode.TABLE_SET, Bytes.of(table), List.of(), index(table, depth), expressions.make(element, depth - 1));
        } else if (kind < 6) {
            return Tree.of(Opcode.TABLE_FILL, Bytes.of(table), List.of(), index(table, depth, 3), expressions.make(element, depth - 1),
                            index(table, depth, 3));
        } else if (kind < 8) {
            return copy(table, depth);
        }
        return init(table, depth);
    }

    private Tree copy(int destination, int depth) {
        List<Integer> sources = new ArrayList<>();
        for (int i = 0; i < scope.module.tables.size(); i++) {
            if (scope.types.matches(table(i).type(), table(destination).type())) {
                sources.add(i);
            }
        }
        int source = choice.of(sources);
        int narrower = table(destination).wide() ? source : destination;
        return Tree.of(Opcode.TABLE_COPY, Bytes.of(destination, source), List.of(), index(destination, depth, 3), index(source, depth, 3),
                        index(narrower, depth, 3));
    }

    private Tree init(int table, int depth) {
        List<Integer> segments = new ArrayList<>();
        for (int i = 0; i < scope.module.elements.size(); i++) {
            if (scope.types.matches(scope.module.elements.get(i).type(), table(table).type())) {
                segments.add(i);
            }
        }
        int segment = segments.isEmpty() || choice.chance(10) ? choice.below(scope.module.elements.size()) : choice.of(segments);
        if (!segments.contains(segment) || choice.chance(10)) {
            return Tree.of(Opcode.ELEM_DROP, Bytes.of(segment));
        }
        Tree from = Tree.of(Opcode.I32_AND, expressions.make(Type.I32, depth - 1), Tree.i32(1));
        Tree length = Tree.of(Opcode.I32_AND, expressions.make(Type.I32, depth - 1), Tree.i32(1));
        return Tree.of(Opcode.TABLE_INIT, Bytes.of(segment, table), List.of(), index(table, depth, 3), from, length);
    }
}
