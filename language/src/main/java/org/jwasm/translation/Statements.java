// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.instrument.ConditionNode;
import org.jwasm.nodes.instrument.LocalVariables;
import org.jwasm.nodes.instrument.StatementNode;
import org.jwasm.structure.Module;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.TruffleLanguage;

/** Makes the statements of one function visible to instruments: each knows its instruction and the function's locals. */
final class Statements {

    private final LocalVariables variables;
    /** By identity: the offset of the instruction that made an operand. */
    private final Map<WasmNode, Integer> origins = new IdentityHashMap<>();
    private int offset;
    private boolean visible;

    Statements(TruffleLanguage<?> language, Module module, int function, List<ValueType> locals, Slots slots) {
        int[] places = new int[locals.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = slots.local(i);
        }
        Map<Integer, String> named = module.names().locals().getOrDefault(function, Map.of());
        this.variables = new LocalVariables(language, module.functionName(function), names(named, places.length),
                        locals.toArray(ValueType[]::new), places);
    }

    /** A local is called as in the text: by its identifier, or by its index if it has none. */
    private static String[] names(Map<Integer, String> named, int count) {
        String[] names = new String[count];
        Set<String> used = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String name = named.get(i);
            String identifier = name == null ? Integer.toString(i) : "$" + name;
            names[i] = used.add(identifier) ? identifier : identifier + "#" + i;
        }
        return names;
    }

    LocalVariables variables() {
        return variables;
    }

    /** The instruction of what is made from here on. */
    void at(Opcode opcode, int codeOffset) {
        offset = codeOffset;
        visible = switch (opcode) {
            case BLOCK, LOOP, TRY, TRY_TABLE, ELSE, CATCH, CATCH_ALL, DELEGATE, END -> false;
            default -> true;
        };
    }

    /** Takes note that the current instruction made an operand. */
    void made(WasmNode operand) {
        origins.put(operand, offset);
    }

    /**
     * The statement as instruments see it; the bare one if it is of no instruction, like what moves values at the end of a
     * block.
     *
     * @param node null for a place without a statement
     * @param origin the operand that it evaluates, or null if it is of the current instruction
     */
    WasmNode statement(WasmNode node, WasmNode origin) {
        Integer known = origin == null ? visible ? Integer.valueOf(offset) : null : origins.get(origin);
        return known == null ? node : new StatementNode(node, known);
    }

    I32Node condition(I32Node node) {
        return new ConditionNode(node, offset);
    }
}
