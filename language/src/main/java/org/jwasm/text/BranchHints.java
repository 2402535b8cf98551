// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import org.jwasm.structure.Opcode;

/** What a branch hint can be. Spec: Appendix, Custom Sections and Annotations, Branch Hints. */
final class BranchHints {

    private BranchHints() {
    }

    /** Whether an instruction can have a hint. */
    static boolean isTarget(Opcode opcode) {
        return opcode == Opcode.IF || opcode == Opcode.BR_IF;
    }

    static boolean isValue(byte[] value) {
        return value.length == 1 && (value[0] == 0 || value[0] == 1);
    }

    static boolean isHint(Opcode opcode, byte[] value) {
        return isTarget(opcode) && isValue(value);
    }
}
