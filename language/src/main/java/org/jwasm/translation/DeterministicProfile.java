// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import java.util.EnumSet;
import java.util.Set;

import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.numeric.CanonicalNanNodes;
import org.jwasm.nodes.vector.VectorNodes;
import org.jwasm.structure.Opcode;

/**
 * What the deterministic profile changes: NaNs. Relaxed vector instructions have the fixed behaviour in the full profile too.
 * Spec: Appendix, Profiles, Deterministic Profile.
 */
final class DeterministicProfile {

    /** The operators whose NaNs the specification leaves open; {@code abs}, {@code neg}, {@code copysign} and moves keep all bits. */
    private static final Set<String> OPERATORS = Set.of("add", "sub", "mul", "div", "min", "max", "sqrt", "ceil", "floor", "trunc",
                    "nearest", "promote_f32", "demote_f64", "promote_low_f32x4", "demote_f64x2_zero", "relaxed_madd", "relaxed_nmadd",
                    "relaxed_min", "relaxed_max");
    private static final Set<Opcode> MAKES_NAN = EnumSet.noneOf(Opcode.class);

    static {
        for (Opcode opcode : Opcode.values()) {
            String name = opcode.mnemonic();
            int dot = name.indexOf('.');
            if (name.startsWith("f") && dot > 0 && OPERATORS.contains(name.substring(dot + 1))) {
                MAKES_NAN.add(opcode);
            }
        }
    }

    private DeterministicProfile() {
    }

    /** The node of an instruction, so that it gives no NaN but the positive canonical one. */
    static WasmNode apply(Opcode opcode, WasmNode node) {
        if (!MAKES_NAN.contains(opcode)) {
            return node;
        }
        return node instanceof V128Node vector ? VectorNodes.canonicalNan(opcode.mnemonic().startsWith("f32x4") ? 4 : 2, vector)
                        : CanonicalNanNodes.create(node);
    }
}
