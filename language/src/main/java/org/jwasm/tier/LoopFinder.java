// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.util.ArrayList;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.Immediates;
import org.jwasm.structure.Module;
import org.jwasm.structure.Opcode;

/** Looks for loops in functions that were validated. */
final class LoopFinder {

    private LoopFinder() {
    }

    /** Whether one call of a function may execute its code more than once: a loop, or a tail call of itself. */
    static boolean hasLoops(Module module, int function) {
        CodeReader reader = CodeReader.ofFunction(module, function);
        Immediates.readLocals(reader, new ArrayList<>());
        int end = module.codeEnd(function);
        while (reader.position() < end) {
            Opcode opcode = reader.readOpcode();
            if (opcode == Opcode.LOOP) {
                return true;
            }
            if (opcode == Opcode.RETURN_CALL) {
                if (reader.readU32() == function) {
                    return true;
                }
            } else {
                Immediates.skip(reader, opcode);
            }
        }
        return false;
    }
}
