// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.structure.Opcode;

/** Makes values of given types, and instructions that are run for their effects. */
final class Expressions {

    private final Scope scope;
    private final Choice choice;
    private final NumericTrees numeric;
    private final MemoryTrees memory;
    private final ReferenceTrees references;
    private final AggregateTrees aggregates;
    private final TableTrees tables;
    private final ControlTrees control;
    private final CallTrees calls;

    Expressions(Scope scope) {
        this.scope = scope;
        choice = scope.choice;
        numeric = new NumericTrees(scope, this);
        memory = new MemoryTrees(scope, this);
        references = new ReferenceTrees(scope, this);
        aggregates = new AggregateTrees(scope, this);
        tables = new TableTrees(scope, this);
        control = new ControlTrees(scope, this);
        calls = new CallTrees(scope, this);
    }

    ControlTrees control() {
        return control;
    }

    AggregateTrees aggregates() {
        return aggregates;
    }

    CallTrees calls() {
        return calls;
    }

    TableTrees tables() {
        return tables;
    }

    /** A value of a type or of a subtype. */
    Tree make(Type type, int depth) {
        if (depth <= 0 || scope.isSpent()) {
            return leaf(type);
        }
        scope.spend();
        Tree tree = any(type, depth);
        return tree != null ? tree : type.isReference() ? references.make(type, depth) : numeric.make(type, depth);
    }

    /** A value whose bits can be seen: a NaN is canonical. */
    Tree shown(Type type, int depth) {
        return numeric.canonical(make(type, depth));
    }

    /** Values of several types, by one instruction or by one each. */
    Tree values(List<Type> wanted, int depth) {
        if (wanted.size() > 1 && depth > 0 && !scope.isSpent() && choice.chance(40)) {
            Tree together = together(wanted, depth);
            if (together != null) {
                return together;
            }
        }
        List<Tree> trees = new ArrayList<>();
        wanted.forEach(type -> trees.add(make(type, depth)));
        return trees.size() == 1 ? trees.getFirst() : Tree.sequence(wanted, trees);
    }

    private Tree together(List<Type> wanted, int depth) {
        scope.spend();
        if (scope.has(Family.WIDE_ARITHMETIC) && wanted.equals(List.of(Type.I64, Type.I64)) && choice.chance(50)) {
            return numeric.wide(depth);
        }
        Tree call = calls.call(wanted, depth);
        return call != null && choice.chance(50) ? call : control.make(wanted, depth);
    }

    private Tree any(Type type, int depth) {
        int kind = choice.below(100);
        if (kind < 18) {
            return variable(type, depth);
        } else if (kind < 30) {
            return memory.canLoad(type) ? memory.load(type, depth) : null;
        } else if (kind < 40) {
            return control.make(List.of(type), depth);
        } else if (kind < 46) {
            return calls.call(List.of(type), depth);
        } else if (kind < 58) {
            return aggregates.read(type, depth);
        } else if (kind < 64) {
            return tables.read(type, depth);
        } else if (kind < 67) {
            return type == Type.I32 ? references.test(depth) : null;
        } else if (kind < 70 && scope.has(Family.WIDE_ARITHMETIC) && type == Type.I64) {
            return Tree.sequence(List.of(type), numeric.wide(depth), Tree.of(Opcode.DROP, Bytes.of(), List.of()));
        }
        return null;
    }

    private Tree variable(Type type, int depth) {
        List<Integer> locals = scope.locals(type);
        List<Integer> settable = new ArrayList<>(locals);
        settable.retainAll(scope.settable());
        List<Integer> globals = scope.globals(type);
        int kind = choice.below(10);
        if (kind < 4 && !globals.isEmpty()) {
            int global = choice.of(globals);
            return Tree.of(Opcode.GLOBAL_GET, Bytes.of(global), List.of(scope.module.globals.get(global).type()));
        }
        if (kind < 7 && !settable.isEmpty()) {
            int local = choice.of(settable);
            Type localType = scope.localType(local);
            return Tree.of(Opcode.LOCAL_TEE, Bytes.of(local), List.of(localType), make(localType, depth - 1));
        }
        return locals.isEmpty() ? null : get(choice.of(locals));
    }

    private Tree get(int local) {
        return Tree.local(local, scope.localType(local));
    }

    private Tree leaf(Type type) {
        List<Integer> locals = scope.locals(type);
        if (!locals.isEmpty() && choice.chance(60)) {
            return get(choice.of(locals));
        }
        List<Integer> globals = scope.globals(type);
        if (!globals.isEmpty() && choice.chance(20)) {
            int global = choice.of(globals);
            return Tree.of(Opcode.GLOBAL_GET, Bytes.of(global), List.of(scope.module.globals.get(global).type()));
        }
        return type.isReference() ? references.smallest(type) : numeric.constant(type);
    }

    /** Some instructions without result. */
    List<Tree> statements(int most, int depth) {
        List<Tree> statements = new ArrayList<>();
        for (int i = choice.below(most + 1); i > 0 && !scope.isSpent(); i--) {
            scope.spend();
            statements.add(statement(depth));
        }
        return statements;
    }

    private Tree statement(int depth) {
        int kind = choice.below(100);
        Tree tree = null;
        if (kind < 18) {
            tree = scope.module.memories.isEmpty() ? null : memory.store(depth);
        } else if (kind < 22) {
            tree = scope.has(Family.BULK_MEMORY) && !scope.module.memories.isEmpty() ? memory.bulk(depth) : null;
        } else if (kind < 50) {
            tree = control.statement(depth);
        } else if (kind < 58) {
            tree = calls.statement(depth);
        } else if (kind < 66) {
            tree = aggregates.write(depth);
        } else if (kind < 71) {
            tree = tables.write(depth);
        } else if (kind < 72) {
            tree = scope.has(Family.ATOMICS) ? memory.fence() : Tree.of(Opcode.NOP, Bytes.of(), List.of());
        } else if (kind < 76) {
            tree = drop(make(scope.anyType(), depth - 1));
        } else if (kind < 86) {
            tree = setGlobal(depth);
        }
        return tree != null ? tree : setLocal(depth);
    }

    private Tree setLocal(int depth) {
        List<Integer> settable = scope.settable();
        if (settable.isEmpty()) {
            return drop(make(scope.anyType(), depth - 1));
        }
        int local = choice.of(settable);
        return Tree.setLocal(local, make(scope.localType(local), depth - 1));
    }

    private Tree setGlobal(int depth) {
        int global = choice.below(scope.module.globals.size());
        TestModule.Global target = scope.module.globals.get(global);
        return global == 0 || !target.mutable() ? null
                        : Tree.of(Opcode.GLOBAL_SET, Bytes.of(global), List.of(), make(target.type(), depth - 1));
    }

    /** Takes all results of a tree away, by dropping them or putting them into locals. */
    Tree consumed(Tree tree) {
        List<Tree> trees = new ArrayList<>(List.of(tree));
        for (Type type : tree.results().reversed()) {
            List<Integer> locals = scope.settable().stream().filter(local -> scope.types.matches(type, scope.localType(local))).toList();
            trees.add(!locals.isEmpty() && choice.chance(70) ? Tree.setLocal(choice.of(locals)) : Tree.of(Opcode.DROP, Bytes.of(), List.of()));
        }
        return Tree.sequence(List.of(), trees);
    }

    static Tree drop(Tree tree) {
        return Tree.of(Opcode.DROP, Bytes.of(), List.of(), tree);
    }
}
