// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.structure.Opcode;

/** Makes references of given types, and instructions that ask for or change what is known about one. */
final class ReferenceTrees {

    private final Scope scope;
    private final Choice choice;
    private final Expressions expressions;

    ReferenceTrees(Scope scope, Expressions expressions) {
        this.scope = scope;
        this.choice = scope.choice;
        this.expressions = expressions;
    }

    private boolean isFunction(Type type) {
        return scope.types.bottom(type.heap()) == Type.NOFUNC;
    }

    private boolean isAny(Type type) {
        return scope.types.bottom(type.heap()) == Type.NONE;
    }

    /** A reference of a type, without much code. */
    Tree smallest(Type type) {
        int heap = type.heap();
        if (type.nullable() && (choice.chance(25) || !canBeNonNull(heap))) {
            return Tree.nullOf(scope.types.bottom(heap) == Type.NOEXN || choice.chance(50) ? heap : scope.types.bottom(heap));
        }
        return switch (heap) {
            case Type.ANY, Type.EQ, Type.I31 -> i31(Tree.i32((int) choice.bits('i')));
            case Type.EXTERN -> Tree.of(Opcode.EXTERN_CONVERT_ANY, Bytes.of(), List.of(Type.nonNull(heap)), i31(Tree.i32(choice.below(100))));
            case Type.FUNC -> function(choice.below(scope.module.functions.size()));
            default -> isFunction(type) ? functionOf(heap) : expressions.aggregates().smallest(heap);
        };
    }

    private boolean canBeNonNull(int heap) {
        boolean aggregates = scope.has(Family.AGGREGATES);
        return switch (heap) {
            case Type.EXN, Type.NOEXN, Type.NONE, Type.NOFUNC, Type.NOEXTERN -> false;
            case Type.ANY, Type.EQ, Type.I31, Type.EXTERN, Type.STRUCT, Type.ARRAY -> aggregates;
            default -> true;
        };
    }

    private static Tree i31(Tree value) {
        return Tree.of(Opcode.REF_I31, Bytes.of(), List.of(Type.nonNull(Type.I31)), value);
    }

    private Tree function(int index) {
        int type = scope.module.functions.get(index).type;
        return Tree.of(Opcode.REF_FUNC, Bytes.of(index), List.of(Type.nonNull(type)));
    }

    private Tree functionOf(int type) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < scope.module.functions.size(); i++) {
            if (scope.module.functions.get(i).type == type) {
                all.add(i);
            }
        }
        return function(choice.of(all));
    }

    /** A reference of a type that isn't one of the others' (variables, calls, fields). */
    Tree make(Type type, int depth) {
        int kind = choice.below(20);
        if (kind < 3 && scope.has(Family.FUNCTION_REFERENCES) && canBeNonNull(type.heap())) {
            return nonNull(type, depth);
        }
        if (kind < 8 && scope.has(Family.AGGREGATES) && isAny(type) && canBeNonNull(type.heap())) {
            return cast(type, depth);
        }
        if (kind < 10 && scope.has(Family.AGGREGATES) && (type.heap() == Type.EXTERN || type.heap() == Type.ANY)) {
            return converted(type, depth);
        }
        if (type.heap() == Type.I31 || (type.heap() == Type.ANY || type.heap() == Type.EQ) && kind < 14 && scope.has(Family.AGGREGATES)) {
            return i31(expressions.make(Type.I32, depth - 1));
        }
        if (scope.has(Family.AGGREGATES) && isAny(type)) {
            Tree created = expressions.aggregates().create(type.heap(), depth);
            return created != null ? created : smallest(type);
        }
        return smallest(type);
    }

    private Tree nonNull(Type type, int depth) {
        Type source = Type.nullable(type.heap());
        Type target = Type.nonNull(type.heap());
        if (choice.chance(40)) {
            return Tree.of(Opcode.REF_AS_NON_NULL, Bytes.of(), List.of(target), expressions.make(source, depth - 1));
        }
        Tree body = scope.inside(new Scope.Label(List.of(target), false), () -> {
            Tree branch = Tree.of(Opcode.BR_ON_NON_NULL, Bytes.of(0), List.of(), expressions.make(source, depth - 1));
            return Tree.sequence(List.of(target), branch, expressions.make(target, depth - 1));
        });
        return Tree.structured(Opcode.BLOCK, scope.types.block(List.of(), List.of(target)), List.of(target), List.of(), body);
    }

    private Tree converted(Type type, int depth) {
        boolean toAny = type.heap() == Type.ANY;
        Type source = new Type('r', toAny ? Type.EXTERN : Type.ANY, type.nullable());
        return Tree.of(toAny ? Opcode.ANY_CONVERT_EXTERN : Opcode.EXTERN_CONVERT_ANY, Bytes.of(), List.of(type), expressions.make(source, depth - 1));
    }

    /** {@code ref.cast}, {@code br_on_cast} or {@code br_on_cast_fail} to a type of the hierarchy of {@code any}. */
    private Tree cast(Type type, int depth) {
        Type source = Type.nullable(choice.chance(70) ? Type.ANY : wider(type));
        int kind = choice.below(4);
        if (kind == 0) {
            Type likely = choice.chance(70) ? type : source;
            byte[] heap = new Bytes().signed(type.heap()).toArray();
            return Tree.of(type.nullable() ? Opcode.REF_CAST_NULL : Opcode.REF_CAST, heap, List.of(type), expressions.make(likely, depth - 1));
        }
        boolean fails = kind == 1;
        Tree body = scope.inside(new Scope.Label(List.of(fails ? source : type), false), () -> fails ? failing(source, type, depth)
                        : Tree.sequence(List.of(type), branch(Opcode.BR_ON_CAST, source, type, depth), dropped(), expressions.make(type, depth - 1)));
        Type left = fails ? source : type;
        Tree block = Tree.structured(Opcode.BLOCK, scope.types.block(List.of(), List.of(left)), List.of(left), List.of(), body);
        return fails ? Tree.sequence(List.of(type), Expressions.drop(block), expressions.make(type, depth - 1)) : block;
    }

    private Tree failing(Type source, Type type, int depth) {
        return Tree.sequence(List.of(source), branch(Opcode.BR_ON_CAST_FAIL, source, type, depth), dropped(), expressions.make(source, depth - 1));
    }

    private static Tree dropped() {
        return Tree.of(Opcode.DROP, Bytes.of(), List.of());
    }

    private Tree branch(Opcode opcode, Type source, Type target, int depth) {
        int flags = (source.nullable() ? 1 : 0) | (target.nullable() ? 2 : 0);
        byte[] immediate = new Bytes().add(flags).unsigned(0).signed(source.heap()).signed(target.heap()).toArray();
        return Tree.of(opcode, immediate, List.of(source), expressions.make(choice.chance(50) ? source : Type.nullable(target.heap()), depth - 1));
    }

    private int wider(Type type) {
        return scope.types.matches(Type.nonNull(type.heap()), Type.nonNull(Type.EQ)) ? Type.EQ : Type.ANY;
    }

    /** A question about references, answered by an i32. */
    Tree test(int depth) {
        Type type = scope.choice.of(scope.module.referenceTypes);
        int kind = choice.below(10);
        if (scope.has(Family.AGGREGATES) && kind < 6) {
            return aggregateTest(kind, depth);
        }
        if (scope.has(Family.FUNCTION_REFERENCES) && kind < 8) {
            return branchOnNull(type, depth);
        }
        return Tree.of(Opcode.REF_IS_NULL, Bytes.of(), List.of(Type.I32), expressions.make(type, depth - 1));
    }

    private Tree aggregateTest(int kind, int depth) {
        if (kind < 2) {
            Type eq = Type.nullable(Type.EQ);
            return Tree.of(Opcode.REF_EQ, Bytes.of(), List.of(Type.I32), expressions.make(eq, depth - 1), expressions.make(eq, depth - 1));
        }
        if (kind < 4) {
            Opcode get = choice.chance(50) ? Opcode.I31_GET_S : Opcode.I31_GET_U;
            Type source = choice.chance(90) ? Type.nonNull(Type.I31) : Type.nullable(Type.I31);
            return Tree.of(get, Bytes.of(), List.of(Type.I32), expressions.make(source, depth - 1));
        }
        Type tested = scope.choice.of(scope.module.referenceTypes);
        Type top = Type.nullable(isFunction(tested) ? Type.FUNC : isAny(tested) ? Type.ANY : Type.EXTERN);
        byte[] heap = new Bytes().signed(tested.heap()).toArray();
        return Tree.of(choice.chance(50) ? Opcode.REF_TEST : Opcode.REF_TEST_NULL, heap, List.of(Type.I32), expressions.make(top, depth - 1));
    }

    private Tree branchOnNull(Type type, int depth) {
        Tree body = scope.inside(new Scope.Label(List.of(Type.I32), false), () -> {
            Tree value = expressions.make(Type.I32, depth - 1);
            Tree branch = Tree.of(Opcode.BR_ON_NULL, Bytes.of(0), List.of(Type.I32, Type.nonNull(type.heap())), value,
                            expressions.make(type, depth - 1));
            return Tree.sequence(List.of(Type.I32), branch, dropped(), dropped(), expressions.make(Type.I32, depth - 1));
        });
        return Tree.structured(Opcode.BLOCK, scope.types.block(List.of(), List.of(Type.I32)), List.of(Type.I32), List.of(), body);
    }
}
