// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jwasm.structure.Immediate;
import org.jwasm.structure.Opcode;

/** Instructions on memories. Most addresses are in bounds. */
final class MemoryTrees {

    private static final int MASK = 0x3FF;
    /** Where addresses that are a base plus an offset mostly stay below. */
    private static final int REACH = 0x8000;
    private static final Map<Family, Map<String, List<Opcode>>> BY_RESULT = new HashMap<>();

    static {
        for (Opcode opcode : Opcode.values()) {
            boolean access = opcode.immediate() == Immediate.MEMARG || opcode.immediate() == Immediate.MEMARG_LANE;
            if (access && Family.of(opcode) != null) {
                BY_RESULT.computeIfAbsent(Family.of(opcode), _ -> new HashMap<>())
                                .computeIfAbsent(opcode.results(), _ -> new ArrayList<>()).add(opcode);
            }
        }
    }

    private final Scope scope;
    private final Expressions expressions;

    MemoryTrees(Scope scope, Expressions expressions) {
        this.scope = scope;
        this.expressions = expressions;
    }

    private static Tree masked(boolean wide, Tree value, int mask) {
        return wide ? Tree.of(Opcode.I64_AND, value, Tree.i64(mask)) : Tree.of(Opcode.I32_AND, value, Tree.i32(mask));
    }

    private boolean wide(int memory) {
        return scope.module.memories.get(memory).wide();
    }

    private int anyMemory() {
        return scope.choice.below(scope.module.memories.size());
    }

    private Tree address(int memory, int mask, int depth) {
        Tree value = expressions.make(wide(memory) ? Type.I64 : Type.I32, depth);
        return scope.choice.chance(99) ? masked(wide(memory), value, mask) : value;
    }

    /** Whether there is an access with this result. */
    boolean canLoad(Type type) {
        return !scope.module.memories.isEmpty() && type.kind() != 'r' && (type != Type.V128 || scope.has(Family.VECTORS));
    }

    /** A load, an atomic access or a change of the size, with one result. */
    Tree load(Type type, int depth) {
        if (scope.choice.chance(5) && (type == Type.I32 || type == Type.I64)) {
            Tree size = size(type, depth);
            if (size != null) {
                return size;
            }
        }
        boolean atomic = scope.has(Family.ATOMICS) && scope.choice.chance(60) && (type == Type.I32 || type == Type.I64);
        Family family = type == Type.V128 ? Family.VECTORS : atomic ? Family.ATOMICS : Family.MEMORY;
        return access(scope.choice.of(BY_RESULT.get(family).get(String.valueOf(type.kind()))), depth);
    }

    private Tree size(Type type, int depth) {
        int memory = anyMemory();
        if (wide(memory) != (type == Type.I64)) {
            return null;
        }
        byte[] immediate = Bytes.of(memory);
        if (scope.choice.chance(60)) {
            return Tree.of(Opcode.MEMORY_SIZE, immediate, List.of(type));
        }
        Tree pages = expressions.make(type, depth - 1);
        return Tree.of(Opcode.MEMORY_GROW, immediate, List.of(type), scope.choice.chance(80) ? masked(wide(memory), pages, 1) : pages);
    }

    Tree store(int depth) {
        int kind = scope.choice.below(10);
        Family family = kind < 2 && scope.has(Family.VECTORS) ? Family.VECTORS : kind < 6 && scope.has(Family.ATOMICS) ? Family.ATOMICS : Family.MEMORY;
        return access(scope.choice.of(BY_RESULT.get(family).get("")), depth);
    }

    private Tree access(Opcode opcode, int depth) {
        int memory = anyMemory();
        boolean atomic = Family.of(opcode) == Family.ATOMICS;
        Tree[] operands = new Tree[opcode.operands().length()];
        operands[0] = address(memory, atomic && scope.choice.chance(95) ? MASK & -8 : MASK, depth - 1);
        for (int i = 1; i < operands.length; i++) {
            operands[i] = expressions.shown(Type.of(opcode.operands().charAt(i)), depth - 1);
        }
        return Tree.of(opcode, memoryArgument(opcode, memory, atomic), operands);
    }

    private byte[] memoryArgument(Opcode opcode, int memory, boolean atomic) {
        Choice choice = scope.choice;
        int alignment = atomic ? opcode.alignment() : choice.between(0, opcode.alignment());
        long offset = choice.chance(40) ? 0 : choice.chance(99) ? choice.below(REACH) : choice.bits('i') & 0xFFFFFFFFL;
        if (wide(memory) && choice.chance(1)) {
            offset = choice.anyLong();
        }
        Bytes bytes = memory == 0 ? new Bytes().unsigned(alignment) : new Bytes().unsigned(alignment | 0x40).unsigned(memory);
        bytes.unsigned(atomic && choice.chance(97) ? offset & -8 : offset);
        if (opcode.immediate() == Immediate.MEMARG_LANE) {
            bytes.unsigned(choice.below(opcode.lanes()));
        }
        return bytes.toArray();
    }

    /** {@code memory.fill}, {@code memory.copy}, {@code memory.init} or {@code data.drop}. */
    Tree bulk(int depth) {
        Choice choice = scope.choice;
        int memory = anyMemory();
        int segments = scope.module.data.size();
        int kind = choice.below(segments > 0 ? 10 : 7);
        if (kind < 3) {
            return Tree.of(Opcode.MEMORY_FILL, Bytes.of(memory), List.of(), address(memory, REACH - 1, depth - 1),
                            expressions.make(Type.I32, depth - 1), address(memory, MASK, depth - 1));
        }
        if (kind < 7) {
            int source = anyMemory();
            int narrower = wide(memory) ? source : memory;
            return Tree.of(Opcode.MEMORY_COPY, Bytes.of(memory, source), List.of(), address(memory, REACH - 1, depth - 1),
                            address(source, REACH - 1, depth - 1), address(narrower, MASK, depth - 1));
        }
        int segment = choice.below(segments);
        if (kind == 9 && choice.chance(40)) {
            return Tree.of(Opcode.DATA_DROP, Bytes.of(segment));
        }
        return Tree.of(Opcode.MEMORY_INIT, Bytes.of(segment, memory), List.of(), address(memory, REACH - 1, depth - 1),
                        masked(false, expressions.make(Type.I32, depth - 1), 7), masked(false, expressions.make(Type.I32, depth - 1), 7));
    }

    Tree fence() {
        return Tree.of(Opcode.ATOMIC_FENCE, Bytes.of(0));
    }
}
