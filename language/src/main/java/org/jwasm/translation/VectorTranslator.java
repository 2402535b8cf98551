// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import org.jwasm.binary.CodeReader;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.vector.V128Const;
import org.jwasm.nodes.vector.VectorMemoryNodes;
import org.jwasm.nodes.vector.VectorNodes;
import org.jwasm.runtime.V128;
import org.jwasm.structure.Immediate;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ValueType;
import org.jwasm.structure.VectorType;

/** Makes trees of vector instructions. */
final class VectorTranslator {

    private final CodeReader reader;
    private final OperandStack stack;
    private final boolean deterministic;

    VectorTranslator(CodeReader reader, OperandStack stack, boolean deterministic) {
        this.reader = reader;
        this.stack = stack;
        this.deterministic = deterministic;
    }

    void translate(Opcode opcode, int offset) {
        switch (opcode.immediate()) {
            case V128 -> stack.push(new V128Const(new V128(reader.readFixed64(), reader.readFixed64())), VectorType.V128, Effects.NONE, 0, 1);
            case MEMARG, MEMARG_LANE -> access(opcode, offset);
            default -> plain(opcode);
        }
    }

    private void plain(Opcode opcode) {
        Operand[] operands = stack.pop(opcode.operands().length());
        push(switch (opcode.immediate()) {
            case LANES -> VectorNodes.shuffle(reader.readLanes(opcode.lanes()), vector(operands[0]), vector(operands[1]));
            case LANE -> {
                int lane = reader.readLane(opcode.lanes());
                yield operands.length == 1 ? VectorNodes.extract(opcode, vector(operands[0]), lane)
                                : VectorNodes.replace(opcode, vector(operands[0]), operands[1].node(), lane);
            }
            default -> {
                WasmNode node = VectorNodes.create(opcode, InstructionTranslator.nodes(operands));
                yield deterministic ? DeterministicProfile.apply(opcode, node) : node;
            }
        }, InstructionTranslator.type(opcode.results().charAt(0)), Effects.NONE, operands);
    }

    private void access(Opcode opcode, int offset) {
        long displacement = reader.readMemarg();
        int memory = reader.memory();
        Operand[] operands = stack.pop(opcode.operands().length());
        WasmNode address = operands[0].node();
        boolean hasLane = opcode.immediate() == Immediate.MEMARG_LANE;
        int lane = hasLane ? reader.readLane(opcode.lanes()) : 0;
        if (!opcode.results().isEmpty()) {
            push(hasLane ? VectorMemoryNodes.loadLane(opcode, address, displacement, memory, vector(operands[1]), lane, offset)
                            : VectorMemoryNodes.load(opcode, address, displacement, memory, offset), VectorType.V128,
                            Effects.READ_MEMORY | Effects.TRAP, operands);
            return;
        }
        WasmNode store = hasLane ? VectorMemoryNodes.storeLane(opcode, address, displacement, memory, vector(operands[1]), lane, offset)
                        : VectorMemoryNodes.store(address, displacement, memory, vector(operands[1]), offset);
        int effects = Effects.WRITE_MEMORY | Effects.TRAP;
        for (Operand operand : operands) {
            effects |= operand.effects();
        }
        stack.statement(store, effects, 0);
    }

    private static V128Node vector(Operand operand) {
        return (V128Node) operand.node();
    }

    private void push(WasmNode node, ValueType type, int ownEffects, Operand... parts) {
        int effects = ownEffects;
        long reads = 0;
        int depth = 0;
        for (Operand part : parts) {
            effects |= part.effects();
            reads |= part.reads();
            depth = Math.max(depth, part.depth());
        }
        stack.push(node, type, effects, reads, depth + 1);
    }
}
