// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.binary.CodeReader;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.control.FragmentRootNode;
import org.jwasm.nodes.control.Region;
import org.jwasm.nodes.control.Return;
import org.jwasm.nodes.reference.CastNodes;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;

/** Translates single instructions to trees that compiled code calls, with the operands as arguments. */
public final class FragmentTranslator {

    /** A tree that is called, with the types of what it returns. */
    public record Fragment(RootCallTarget target, List<ValueType> results) {
    }

    private final TruffleLanguage<?> language;
    private final ModuleCode code;
    private final int function;
    private final List<ValueType> operands;
    private final Slots slots = new Slots();
    private final OperandStack stack = new OperandStack(slots);
    private final Block block = new Block();

    private FragmentTranslator(TruffleLanguage<?> language, ModuleCode code, int function, List<ValueType> operands) {
        this.language = language;
        this.code = code;
        this.function = function;
        this.operands = operands;
        operands.forEach(slots::addLocal);
        stack.emitTo(block);
        for (int i = 0; i < operands.size(); i++) {
            stack.pushSlot(slots.local(i), operands.get(i));
        }
    }

    /**
     * An instruction that doesn't branch.
     *
     * @param reader behind the opcode, then behind the instruction
     * @param offset of the instruction
     * @param operands types of the operands, for references any
     */
    public static Fragment instruction(TruffleLanguage<?> language, ModuleCode code, int function, CodeReader reader, Opcode opcode, int offset,
                    List<ValueType> operands) {
        FragmentTranslator translator = new FragmentTranslator(language, code, function, operands);
        new InstructionTranslator(code, reader, translator.stack, translator.slots, operands).translate(opcode, offset);
        return translator.finish();
    }

    /** Whether a reference is of a type, as an {@code i32}. */
    public static Fragment test(TruffleLanguage<?> language, ModuleCode code, int function, ReferenceType type) {
        FragmentTranslator translator = new FragmentTranslator(language, code, function, List.of(type));
        Operand reference = translator.stack.pop();
        translator.stack.push(new CastNodes.Test((RefNode) reference.node(), type), NumberType.I32, Effects.NONE, reference.reads(), 2);
        return translator.finish();
    }

    private Fragment finish() {
        List<ValueType> results = new ArrayList<>();
        WasmNode[] nodes = new WasmNode[stack.height()];
        Operand[] values = stack.pop(nodes.length);
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = values[i].node();
            results.add(values[i].type());
        }
        Region region = new Region(block.statementArray(), new Return(nodes), false, null, null);
        FragmentRootNode root = new FragmentRootNode(language, slots.descriptor(), code, function, slots.kinds(), operands.size(), region);
        return new Fragment(root.getCallTarget(), results);
    }
}
