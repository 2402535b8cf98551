// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jwasm.structure.Opcode;

/** Structured instructions, branches and exceptions. Loops take from the fuel, so all of them end. */
final class ControlTrees {

    private static final int CATCH = 0;
    private static final int CATCH_REF = 1;
    private static final int CATCH_ALL = 2;
    private static final int CATCH_ALL_REF = 3;

    private final Scope scope;
    private final Choice choice;
    private final Expressions expressions;

    ControlTrees(Scope scope, Expressions expressions) {
        this.scope = scope;
        this.choice = scope.choice;
        this.expressions = expressions;
    }

    /** What begins functions and loops: returns zeros if there is no fuel left, else takes one. */
    static Tree burn(List<Type> returned) {
        Tree fuel = Tree.of(Opcode.GLOBAL_GET, Bytes.of(0), List.of(Type.I32));
        Tree empty = Tree.of(Opcode.I32_EQZ, fuel);
        Tree zeros = Tree.sequence(returned, returned.stream().map(Tree::zero).toList());
        Tree stop = Tree.of(Opcode.RETURN, Bytes.of(), List.of(), zeros);
        Tree guard = Tree.structured(Opcode.IF, Bytes.of(0x40), List.of(), List.of(empty), stop).kept();
        Tree less = Tree.of(Opcode.I32_SUB, Tree.of(Opcode.GLOBAL_GET, Bytes.of(0), List.of(Type.I32)), Tree.i32(1));
        return Tree.sequence(List.of(), guard, Tree.of(Opcode.GLOBAL_SET, Bytes.of(0), List.of(), less).kept()).kept();
    }

    /** A structured instruction, a branch that may not be taken, or a selection, with these results. */
    Tree make(List<Type> results, int depth) {
        int kind = choice.below(20);
        if (kind < 4) {
            return block(results, depth);
        } else if (kind < 9) {
            return ifElse(results, depth);
        } else if (kind < 11) {
            return loop(results, depth);
        } else if (kind < 13) {
            Tree branch = branchIf(results, depth);
            return branch != null ? branch : block(results, depth);
        } else if (kind < 15 && scope.has(Family.EXCEPTIONS)) {
            return tryTable(results, depth);
        } else if (results.size() == 1) {
            return select(results.getFirst(), depth);
        }
        return block(results, depth);
    }

    /** Control without result. */
    Tree statement(int depth) {
        int kind = choice.below(20);
        if (kind < 4) {
            return ifWithoutElse(depth);
        } else if (kind < 6) {
            return branchIf(List.of(), depth);
        } else if (kind < 8) {
            return expressions.consumed(make(scope.anyTypes(3), depth));
        } else if (kind < 10 && scope.has(Family.EXCEPTIONS)) {
            return tryTable(List.of(), depth);
        } else if (kind == 10) {
            return expressions.consumed(passing(depth));
        } else if (kind == 11) {
            return switchBlock(depth);
        } else if (kind < 15) {
            return loop(List.of(), depth);
        } else if (kind < 18) {
            return ifElse(List.of(), depth);
        }
        return block(List.of(), depth);
    }

    private Tree condition(int depth) {
        return expressions.make(Type.I32, depth - 1);
    }

    /** A body: instructions without result, then the values; sometimes it leaves instead. */
    private Tree body(List<Type> results, Tree first, int depth) {
        List<Tree> trees = new ArrayList<>();
        if (first != null) {
            trees.add(first);
        }
        trees.addAll(expressions.statements(3, depth - 1));
        trees.add(choice.chance(6) ? leave(results, depth - 1) : expressions.values(results, depth - 1));
        return Tree.sequence(results, trees);
    }

    private Tree inside(List<Type> labelTypes, boolean loop, Supplier<Tree> make) {
        return scope.inside(new Scope.Label(labelTypes, loop), make);
    }

    /** What takes a block's parameters off the operand stack. */
    private Tree take(List<Type> params) {
        List<Tree> trees = new ArrayList<>();
        for (Type param : params.reversed()) {
            trees.add(Tree.setLocal(scope.freshLocal(param)));
        }
        return Tree.sequence(List.of(), trees);
    }

    private Tree block(List<Type> results, int depth) {
        List<Type> params = choice.chance(20) ? scope.anyTypes(2) : List.of();
        Tree operands = expressions.values(params, depth - 1);
        Tree taken = take(params);
        Tree body = inside(results, false, () -> body(results, taken, depth));
        return Tree.structured(Opcode.BLOCK, scope.types.block(params, results), results, List.of(operands), body);
    }

    /** A block whose parameters stay below what it does and become its results. */
    private Tree passing(int depth) {
        List<Type> types = scope.anyTypes(3);
        Tree operands = expressions.values(types, depth - 1);
        Tree body = inside(types, false, () -> Tree.sequence(List.of(), expressions.statements(3, depth - 1)));
        return Tree.structured(Opcode.BLOCK, scope.types.block(types, types), types, List.of(operands), body);
    }

    private Tree ifElse(List<Type> results, int depth) {
        List<Type> params = choice.chance(10) ? scope.anyTypes(2) : List.of();
        Tree operands = expressions.values(params, depth - 1);
        Tree condition = condition(depth);
        Tree taken = take(params);
        Tree then = inside(results, false, () -> body(results, taken, depth));
        Tree otherwise = inside(results, false, () -> body(results, taken, depth));
        return Tree.structured(Opcode.IF, scope.types.block(params, results), results, List.of(operands, condition), then, otherwise);
    }

    private Tree ifWithoutElse(int depth) {
        Tree condition = condition(depth);
        Tree then = inside(List.of(), false, () -> choice.chance(25)
                        ? Tree.sequence(List.of(), Tree.sequence(List.of(), expressions.statements(2, depth - 1)), leave(List.of(), depth - 1))
                        : body(List.of(), null, depth));
        return Tree.structured(Opcode.IF, Bytes.of(0x40), List.of(), List.of(condition), then);
    }

    private Tree loop(List<Type> results, int depth) {
        List<Type> params = choice.chance(25) ? scope.anyTypes(2) : List.of();
        int counter = scope.counter();
        Tree start = Tree.setLocal(counter, Tree.i32(choice.between(1, 6)));
        Tree operands = expressions.values(params, depth - 1);
        Tree first = Tree.sequence(List.of(), burn(scope.results), take(params));
        Tree body = inside(params, true, () -> loopBody(results, params, first, counter, depth));
        Tree loop = Tree.structured(Opcode.LOOP, scope.types.block(params, results), results, List.of(operands), body);
        return Tree.sequence(results, start, loop);
    }

    private Tree loopBody(List<Type> results, List<Type> params, Tree first, int counter, int depth) {
        List<Tree> trees = new ArrayList<>(List.of(first));
        trees.addAll(expressions.statements(3, depth - 1));
        Tree less = Tree.of(Opcode.I32_SUB, Tree.local(counter, Type.I32), Tree.i32(1));
        Tree counted = Tree.of(Opcode.LOCAL_TEE, Bytes.of(counter), List.of(Type.I32), less);
        Tree condition = choice.chance(90) ? counted : condition(depth);
        Tree again = Tree.of(Opcode.BR_IF, Bytes.of(0), params, expressions.values(params, depth - 1), condition);
        trees.add(expressions.consumed(again));
        trees.add(expressions.values(results, depth - 1));
        return Tree.sequence(results, trees);
    }

    /** A branch with these values that stay if it isn't taken; null if there is no such label. */
    private Tree branchIf(List<Type> values, int depth) {
        List<Integer> labels = scope.labels(values);
        if (labels.isEmpty()) {
            return null;
        }
        Tree operands = expressions.values(values, depth - 1);
        return Tree.of(Opcode.BR_IF, Bytes.of(choice.of(labels)), values, operands, condition(depth));
    }

    private Tree select(Type type, int depth) {
        Tree first = expressions.make(type, depth - 1);
        Tree second = expressions.make(type, depth - 1);
        if (!type.isReference() && choice.chance(80)) {
            return Tree.of(Opcode.SELECT, Bytes.of(), List.of(type), first, second, condition(depth));
        }
        Bytes immediate = new Bytes().add(1);
        type.write(immediate);
        return Tree.of(Opcode.SELECT_T, immediate.toArray(), List.of(type), first, second, condition(depth));
    }

    /** Nested blocks that a {@code br_table} chooses from. */
    private Tree switchBlock(int depth) {
        int cases = choice.between(1, 4);
        Tree tree = null;
        for (int i = 0; i < cases; i++) {
            int open = cases - i;
            Tree before = tree;
            tree = nested(open, () -> {
                List<Tree> trees = new ArrayList<>(before == null ? List.of(table(cases, depth)) : List.of(before));
                if (before != null) {
                    trees.addAll(expressions.statements(2, depth - 2));
                }
                return Tree.structured(Opcode.BLOCK, Bytes.of(0x40), List.of(), List.of(), Tree.sequence(List.of(), trees));
            });
        }
        return tree;
    }

    /** Makes something that will stand within as many blocks, its own included. */
    private Tree nested(int blocks, Supplier<Tree> make) {
        return blocks == 0 ? make.get() : inside(List.of(), false, () -> nested(blocks - 1, make));
    }

    private Tree table(int cases, int depth) {
        Bytes labels = new Bytes().unsigned(cases);
        for (int i = 0; i <= cases; i++) {
            labels.unsigned(choice.below(cases));
        }
        Tree index = expressions.make(Type.I32, depth - 1);
        Tree near = choice.chance(80) ? Tree.of(Opcode.I32_AND, index, Tree.i32(7)) : index;
        return Tree.of(Opcode.BR_TABLE, labels.toArray(), List.of(), near);
    }

    /** Something after which control doesn't come here: it can stand for any values. */
    private Tree leave(List<Type> results, int depth) {
        int kind = choice.below(20);
        Tree tree = null;
        if (kind < 7) {
            tree = branch(depth);
        } else if (kind < 9) {
            tree = branchTable(depth);
        } else if (kind < 14) {
            tree = Tree.of(Opcode.RETURN, Bytes.of(), List.of(), expressions.values(scope.results, depth - 1));
        } else if (kind < 16) {
            tree = scope.has(Family.EXCEPTIONS) ? raise(depth) : null;
        } else if (kind < 19) {
            tree = scope.has(Family.TAIL_CALLS) ? expressions.calls().tailCall(depth) : null;
        }
        if (tree == null) {
            boolean trap = choice.chance(20);
            tree = trap ? Tree.of(Opcode.UNREACHABLE, Bytes.of(), List.of())
                            : Tree.of(Opcode.RETURN, Bytes.of(), List.of(), expressions.values(scope.results, depth - 1));
        }
        return Tree.sequence(results, tree);
    }

    private Tree branch(int depth) {
        int label = scope.anyLabel();
        return Tree.of(Opcode.BR, Bytes.of(label), List.of(), expressions.values(scope.label(label).types(), depth - 1));
    }

    private Tree branchTable(int depth) {
        List<Type> values = scope.label(scope.anyLabel()).types();
        List<Integer> labels = scope.labels(values);
        int count = choice.between(0, 4);
        Bytes immediate = new Bytes().unsigned(count);
        for (int i = 0; i <= count; i++) {
            immediate.unsigned(choice.of(labels));
        }
        Tree operands = expressions.values(values, depth - 1);
        return Tree.of(Opcode.BR_TABLE, immediate.toArray(), List.of(), operands, expressions.make(Type.I32, depth - 1));
    }

    /** {@code throw}, or {@code throw_ref} if an exception may be at hand. */
    Tree raise(int depth) {
        List<Integer> caught = scope.locals(Type.EXNREF);
        if (!caught.isEmpty() && choice.chance(40)) {
            return Tree.of(Opcode.THROW_REF, Bytes.of(), List.of(), Tree.local(choice.of(caught), Type.EXNREF));
        }
        int tag = choice.below(scope.module.tags.size());
        List<Type> params = scope.types.function(scope.module.tags.get(tag)).params();
        return Tree.of(Opcode.THROW, Bytes.of(tag), List.of(), expressions.values(params, depth - 1));
    }

    /** A block that a clause branches to, around a {@code try_table}, then what the block leaves is consumed. */
    private Tree tryTable(List<Type> results, int depth) {
        int clause = choice.below(4);
        int tag = choice.below(scope.module.tags.size());
        List<Type> caught = new ArrayList<>();
        if (clause == CATCH || clause == CATCH_REF) {
            caught.addAll(scope.types.function(scope.module.tags.get(tag)).params());
        }
        if (clause == CATCH_REF || clause == CATCH_ALL_REF) {
            caught.add(Type.nonNull(Type.EXN));
        }
        Bytes clauses = new Bytes().add(scope.types.block(List.of(), results)).unsigned(1).add(clause);
        if (clause < CATCH_ALL) {
            clauses.unsigned(tag);
        }
        clauses.unsigned(0);
        return inBlocks(results, caught, clauses.toArray(), depth);
    }

    private Tree inBlocks(List<Type> results, List<Type> caught, byte[] clauses, int depth) {
        Tree whole = inside(results, false, () -> {
            Tree handler = inside(caught, false, () -> {
                Tree body = inside(results, false, () -> tried(results, depth));
                Tree tried = Tree.structured(Opcode.TRY_TABLE, clauses, results, List.of(), body);
                Tree done = Tree.of(Opcode.BR, Bytes.of(1), List.of(), tried);
                return Tree.structured(Opcode.BLOCK, scope.types.block(List.of(), caught), caught, List.of(), done);
            });
            Tree consumed = keptException(handler);
            return body(results, consumed, depth);
        });
        return Tree.structured(Opcode.BLOCK, scope.types.block(List.of(), results), results, List.of(), whole);
    }

    private Tree tried(List<Type> results, int depth) {
        if (!choice.chance(35)) {
            return body(results, null, depth);
        }
        List<Tree> trees = new ArrayList<>(expressions.statements(2, depth - 1));
        if (choice.chance(50)) {
            Tree thrown = inside(List.of(), false, () -> raise(depth - 1));
            trees.add(Tree.structured(Opcode.IF, Bytes.of(0x40), List.of(), List.of(condition(depth)), thrown));
            trees.add(expressions.values(results, depth - 1));
        } else {
            trees.add(raise(depth - 1));
        }
        return Tree.sequence(results, trees);
    }

    private Tree keptException(Tree handler) {
        if (handler.results().isEmpty() || handler.results().getLast().heap() != Type.EXN) {
            return expressions.consumed(handler);
        }
        Tree exception = Tree.setLocal(scope.freshLocal(Type.EXNREF));
        List<Type> below = handler.results().subList(0, handler.results().size() - 1);
        return expressions.consumed(Tree.sequence(below, handler, exception));
    }
}
