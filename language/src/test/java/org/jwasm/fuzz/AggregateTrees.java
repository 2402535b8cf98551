// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jwasm.structure.Opcode;

/** Structures and arrays: made, read and changed. Most indices are in bounds, as arrays have some elements. */
final class AggregateTrees {

    private static final int MASK = 3;
    private static final int LEAST_LENGTH = 4;

    private final Scope scope;
    private final Choice choice;
    private final Expressions expressions;

    AggregateTrees(Scope scope, Expressions expressions) {
        this.scope = scope;
        this.choice = scope.choice;
        this.expressions = expressions;
    }

    private <T extends Types.Definition> List<Integer> indices(Class<T> kind, Predicate<T> wanted) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < scope.types.size(); i++) {
            if (kind.isInstance(scope.types.get(i)) && wanted.test(kind.cast(scope.types.get(i)))) {
                found.add(i);
            }
        }
        return found;
    }

    /** An aggregate of a heap type, in few instructions. */
    Tree smallest(int heap) {
        int type = concrete(heap);
        Type result = Type.nonNull(type);
        return scope.types.get(type) instanceof Types.Struct ? Tree.of(Opcode.STRUCT_NEW_DEFAULT, Bytes.of(type), List.of(result))
                        : Tree.of(Opcode.ARRAY_NEW_DEFAULT, Bytes.of(type), List.of(result), Tree.i32(LEAST_LENGTH));
    }

    private int concrete(int heap) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < scope.types.size(); i++) {
            if (!(scope.types.get(i) instanceof Types.Function) && scope.types.matches(Type.nonNull(i), Type.nonNull(heap))) {
                found.add(i);
            }
        }
        return choice.of(found);
    }

    /** An aggregate of a heap type; null if it has none. */
    Tree create(int heap, int depth) {
        if (heap == Type.NONE || heap == Type.I31) {
            return null;
        }
        int type = concrete(heap);
        if (scope.types.get(type) instanceof Types.Struct struct) {
            if (choice.chance(20)) {
                return smallest(type);
            }
            List<Tree> values = new ArrayList<>();
            struct.fields().forEach(field -> values.add(expressions.make(field.type(), depth - 1)));
            return Tree.of(Opcode.STRUCT_NEW, Bytes.of(type), List.of(Type.nonNull(type)), values);
        }
        return array(type, ((Types.Array) scope.types.get(type)).element(), depth);
    }

    private Tree array(int type, Types.Field element, int depth) {
        List<Type> result = List.of(Type.nonNull(type));
        int kind = choice.below(10);
        if (kind < 4) {
            int length = choice.chance(85) ? LEAST_LENGTH : choice.below(LEAST_LENGTH);
            List<Tree> values = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                values.add(expressions.make(element.type(), depth - 2));
            }
            return Tree.of(Opcode.ARRAY_NEW_FIXED, Bytes.of(type, length), result, values);
        }
        if (kind < 6) {
            return Tree.of(Opcode.ARRAY_NEW, Bytes.of(type), result, expressions.make(element.type(), depth - 1), length(depth));
        }
        if (kind < 8) {
            Tree fromSegment = fromSegment(type, element, depth);
            if (fromSegment != null) {
                return fromSegment;
            }
        }
        return Tree.of(Opcode.ARRAY_NEW_DEFAULT, Bytes.of(type), result, length(depth));
    }

    private Tree length(int depth) {
        Tree some = Tree.of(Opcode.I32_AND, expressions.make(Type.I32, depth - 1), Tree.i32(MASK));
        return choice.chance(90) ? Tree.of(Opcode.I32_ADD, some, Tree.i32(LEAST_LENGTH)) : some;
    }

    private Tree index(int depth) {
        return Tree.of(Opcode.I32_AND, expressions.make(Type.I32, depth - 1), Tree.i32(choice.chance(97) ? MASK : MASK * 2 + 1));
    }

    private Tree few(int depth) {
        return Tree.of(Opcode.I32_AND, expressions.make(Type.I32, depth - 1), Tree.i32(1));
    }

    private Tree fromSegment(int type, Types.Field element, int depth) {
        int segment = segmentFor(element);
        if (segment < 0) {
            return null;
        }
        Opcode opcode = element.type().isReference() ? Opcode.ARRAY_NEW_ELEM : Opcode.ARRAY_NEW_DATA;
        return Tree.of(opcode, Bytes.of(type, segment), List.of(Type.nonNull(type)), few(depth), few(depth));
    }

    private int segmentFor(Types.Field element) {
        if (!element.type().isReference()) {
            return scope.module.data.isEmpty() ? -1 : choice.below(scope.module.data.size());
        }
        List<Integer> fitting = new ArrayList<>();
        for (int i = 0; i < scope.module.elements.size(); i++) {
            if (scope.types.matches(scope.module.elements.get(i).type(), element.type())) {
                fitting.add(i);
            }
        }
        return fitting.isEmpty() ? -1 : choice.of(fitting);
    }

    private Tree object(int type, int depth) {
        return expressions.make(choice.chance(90) ? Type.nonNull(type) : Type.nullable(type), depth - 1);
    }

    /** Reads a field, an element or a length of a type; null if no aggregate has such. */
    Tree read(Type type, int depth) {
        if (!scope.has(Family.AGGREGATES)) {
            return null;
        }
        if (type == Type.I32 && choice.chance(15)) {
            Type array = choice.chance(90) ? Type.nonNull(Type.ARRAY) : Type.nullable(Type.ARRAY);
            return Tree.of(Opcode.ARRAY_LEN, Bytes.of(), List.of(Type.I32), expressions.make(array, depth - 1));
        }
        return choice.chance(50) ? readField(type, depth) : readElement(type, depth);
    }

    private boolean fits(Types.Field field, Type type) {
        return scope.types.matches(field.type(), type);
    }

    private Opcode choose(Types.Field field, Opcode whole, Opcode signed, Opcode unsigned) {
        return field.packed() == 0 ? whole : choice.chance(50) ? signed : unsigned;
    }

    private Tree readField(Type type, int depth) {
        List<Integer> structs = indices(Types.Struct.class, struct -> struct.fields().stream().anyMatch(field -> fits(field, type)));
        if (structs.isEmpty()) {
            return null;
        }
        int struct = choice.of(structs);
        List<Types.Field> fields = ((Types.Struct) scope.types.get(struct)).fields();
        Types.Field field = choice.of(fields.stream().filter(each -> fits(each, type)).toList());
        Opcode opcode = choose(field, Opcode.STRUCT_GET, Opcode.STRUCT_GET_S, Opcode.STRUCT_GET_U);
        return Tree.of(opcode, Bytes.of(struct, fields.indexOf(field)), List.of(field.type()), object(struct, depth));
    }

    private Tree readElement(Type type, int depth) {
        List<Integer> arrays = indices(Types.Array.class, array -> fits(array.element(), type));
        if (arrays.isEmpty()) {
            return null;
        }
        int array = choice.of(arrays);
        Types.Field element = ((Types.Array) scope.types.get(array)).element();
        Opcode opcode = choose(element, Opcode.ARRAY_GET, Opcode.ARRAY_GET_S, Opcode.ARRAY_GET_U);
        return Tree.of(opcode, Bytes.of(array), List.of(element.type()), object(array, depth), index(depth));
    }

    /** Changes an aggregate; null if the module has none that can be changed. */
    Tree write(int depth) {
        if (!scope.has(Family.AGGREGATES)) {
            return null;
        }
        return choice.chance(40) ? writeField(depth) : writeElements(depth);
    }

    private Tree writeField(int depth) {
        List<Integer> structs = indices(Types.Struct.class, struct -> struct.fields().stream().anyMatch(Types.Field::mutable));
        if (structs.isEmpty()) {
            return null;
        }
        int struct = choice.of(structs);
        List<Types.Field> fields = ((Types.Struct) scope.types.get(struct)).fields();
        Types.Field field = choice.of(fields.stream().filter(Types.Field::mutable).toList());
        return Tree.of(Opcode.STRUCT_SET, Bytes.of(struct, fields.indexOf(field)), List.of(), object(struct, depth),
                        expressions.make(field.type(), depth - 1));
    }

    private Tree writeElements(int depth) {
        List<Integer> arrays = indices(Types.Array.class, array -> array.element().mutable());
        if (arrays.isEmpty()) {
            return null;
        }
        int array = choice.of(arrays);
        Types.Field element = ((Types.Array) scope.types.get(array)).element();
        int kind = choice.below(10);
        if (kind < 4) {
            return Tree.of(Opcode.ARRAY_SET, Bytes.of(array), List.of(), object(array, depth), index(depth), expressions.make(element.type(), depth - 1));
        } else if (kind < 6) {
            return Tree.of(Opcode.ARRAY_FILL, Bytes.of(array), List.of(), object(array, depth), few(depth), expressions.make(element.type(), depth - 1),
                            few(depth));
        } else if (kind < 8) {
            return copy(array, element, depth);
        }
        int segment = segmentFor(element);
        Opcode opcode = element.type().isReference() ? Opcode.ARRAY_INIT_ELEM : Opcode.ARRAY_INIT_DATA;
        return segment < 0 ? null : Tree.of(opcode, Bytes.of(array, segment), List.of(), object(array, depth), few(depth), few(depth), few(depth));
    }

    private Tree copy(int destination, Types.Field element, int depth) {
        List<Integer> sources = indices(Types.Array.class, array -> array.element().packed() == element.packed()
                        && scope.types.matches(array.element().type(), element.type()));
        int source = choice.of(sources);
        return Tree.of(Opcode.ARRAY_COPY, Bytes.of(destination, source), List.of(), object(destination, depth), few(depth), object(source, depth),
                        few(depth), few(depth));
    }
}
