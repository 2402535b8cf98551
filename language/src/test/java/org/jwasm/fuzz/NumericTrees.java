// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jwasm.structure.Immediate;
import org.jwasm.structure.Opcode;

/**
 * Instructions on numbers and vectors, as the table of opcodes has them.
 *
 * <p>The bits of a NaN that arithmetic makes are any of several, so a float becomes canonical before its bits can be seen
 * (reinterpreted, stored, copied the sign of, put into a vector), and a vector after each instruction that makes floats.
 */
final class NumericTrees {

    private static final Set<Immediate> IMMEDIATES = Set.of(Immediate.NONE, Immediate.LANE, Immediate.LANES, Immediate.V128, Immediate.I32,
                    Immediate.I64, Immediate.F32, Immediate.F64);
    private static final Map<Family, Map<Character, List<Opcode>>> BY_RESULT = new EnumMap<>(Family.class);
    private static final Set<Opcode> SHOWING = Set.of(Opcode.I32_REINTERPRET_F32, Opcode.I64_REINTERPRET_F64, Opcode.F32X4_SPLAT,
                    Opcode.F64X2_SPLAT, Opcode.F32X4_REPLACE_LANE, Opcode.F64X2_REPLACE_LANE, Opcode.F32_COPYSIGN, Opcode.F64_COPYSIGN);

    static {
        for (Opcode opcode : Opcode.values()) {
            Family family = Family.of(opcode);
            boolean numeric = family == Family.NUMERIC || family == Family.VECTORS;
            if (numeric && opcode.operands() != null && opcode.results().length() == 1 && IMMEDIATES.contains(opcode.immediate())) {
                BY_RESULT.computeIfAbsent(family, _ -> new HashMap<>())
                                .computeIfAbsent(opcode.results().charAt(0), _ -> new ArrayList<>()).add(opcode);
            }
        }
    }

    private final Scope scope;
    private final Expressions expressions;
    private final Map<Type, Integer> temporaries = new HashMap<>();

    NumericTrees(Scope scope, Expressions expressions) {
        this.scope = scope;
        this.expressions = expressions;
    }

    Tree constant(Type type) {
        Choice choice = scope.choice;
        return switch (type.kind()) {
            case 'i' -> Tree.i32((int) choice.bits('i'));
            case 'l' -> Tree.i64(choice.bits('l'));
            case 'f' -> Tree.f32((int) choice.bits('f'));
            case 'd' -> Tree.f64(choice.bits('d'));
            default -> choice.chance(50) ? Tree.v128(choice.bits('l'), choice.bits('l')) : floats();
        };
    }

    private Tree floats() {
        Choice choice = scope.choice;
        return choice.chance(50) ? Tree.v128(choice.bits('d'), choice.bits('d'))
                        : Tree.v128(choice.bits('f') & 0xFFFFFFFFL | choice.bits('f') << 32, choice.bits('f') & 0xFFFFFFFFL | choice.bits('f') << 32);
    }

    /** Any instruction with one result of a type. */
    Tree make(Type type, int depth) {
        boolean vector = type == Type.V128 || scope.has(Family.VECTORS) && scope.choice.chance(20);
        Opcode opcode = scope.choice.of(BY_RESULT.get(vector ? Family.VECTORS : Family.NUMERIC).get(type.kind()));
        if (opcode.operands().isEmpty()) {
            return constant(type);
        }
        Tree[] operands = new Tree[opcode.operands().length()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = operand(opcode, i, depth - 1);
        }
        return canonicalVector(opcode, Tree.of(opcode, immediate(opcode), operands));
    }

    private Tree operand(Opcode opcode, int index, int depth) {
        Type type = Type.of(opcode.operands().charAt(index));
        String name = opcode.mnemonic();
        if (index == 1 && (name.contains(".div_") || name.contains(".rem_")) && scope.choice.chance(95)) {
            Tree value = expressions.make(type, depth);
            return type == Type.I32 ? Tree.of(Opcode.I32_OR, value, Tree.i32(1)) : Tree.of(Opcode.I64_OR, value, Tree.i64(1));
        }
        if (name.contains(".trunc_f") && scope.choice.chance(92)) {
            Tree value = Tree.of(Opcode.I32_AND, expressions.make(Type.I32, depth), Tree.i32(0x7FFFFF));
            return type == Type.F32 ? Tree.of(Opcode.F32_CONVERT_I32_S, value) : Tree.of(Opcode.F64_CONVERT_I32_S, value);
        }
        Tree value = expressions.make(type, depth);
        return SHOWING.contains(opcode) ? canonical(value) : value;
    }

    private byte[] immediate(Opcode opcode) {
        return switch (opcode.immediate()) {
            case LANE -> Bytes.of(scope.choice.below(opcode.lanes()));
            case LANES -> {
                Bytes lanes = new Bytes();
                for (int i = 0; i < 16; i++) {
                    lanes.add(scope.choice.below(32));
                }
                yield lanes.toArray();
            }
            default -> Bytes.of();
        };
    }

    /** The value, with canonical bits if it is a float that is NaN. */
    Tree canonical(Tree value) {
        Type type = value.results().getFirst();
        if (type == Type.F32 || type == Type.F64) {
            boolean single = type == Type.F32;
            int local = temporary(type);
            Tree nan = single ? Tree.f32(0x7FC00000) : Tree.f64(0x7FF8000000000000L);
            Tree equal = Tree.of(single ? Opcode.F32_EQ : Opcode.F64_EQ, Tree.local(local, type), Tree.local(local, type));
            Tree tee = Tree.of(Opcode.LOCAL_TEE, Bytes.of(local), List.of(type), value).kept();
            return Tree.of(Opcode.SELECT, Bytes.of(), List.of(type), tee, nan.kept(), equal.kept()).kept();
        }
        return value;
    }

    private Tree canonicalVector(Opcode opcode, Tree value) {
        String name = opcode.mnemonic();
        boolean single = name.startsWith("f32x4");
        boolean arithmetic = name.matches("f(32x4|64x2)\\.(add|sub|mul|div|min|max|sqrt|ceil|floor|trunc|nearest|demote.*|promote.*)");
        if (!arithmetic) {
            return value;
        }
        int local = temporary(Type.V128);
        Tree tee = Tree.of(Opcode.LOCAL_TEE, Bytes.of(local), List.of(Type.V128), value).kept();
        Tree nan = single ? Tree.v128(0x7FC000007FC00000L, 0x7FC000007FC00000L) : Tree.v128(0x7FF8000000000000L, 0x7FF8000000000000L);
        Tree equal = Tree.of(single ? Opcode.F32X4_EQ : Opcode.F64X2_EQ, Tree.local(local, Type.V128), Tree.local(local, Type.V128));
        return Tree.of(Opcode.V128_BITSELECT, tee, nan.kept(), equal.kept()).kept();
    }

    private int temporary(Type type) {
        return temporaries.computeIfAbsent(type, scope::hiddenLocal);
    }

    /** Instructions on 128-bit integers: two results, of type i64. */
    Tree wide(int depth) {
        Opcode opcode = scope.choice.of(List.of(Opcode.I64_ADD128, Opcode.I64_SUB128, Opcode.I64_MUL_WIDE_S, Opcode.I64_MUL_WIDE_U));
        Tree[] operands = new Tree[opcode.operands().length()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = expressions.make(Type.I64, depth - 1);
        }
        return Tree.of(opcode, operands);
    }
}
