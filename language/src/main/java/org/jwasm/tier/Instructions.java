// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.util.ArrayList;
import java.util.function.Predicate;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.Immediates;
import org.jwasm.structure.Module;
import org.jwasm.structure.Opcode;

/** Looks through the code of functions, for what is decided before they are translated. */
final class Instructions {

    private Instructions() {
    }

    /** Whether a function has an instruction of a kind; what is behind the first is not looked at. */
    static boolean any(Module module, int function, Predicate<Opcode> sought) {
        CodeReader reader = CodeReader.ofFunction(module, function);
        Immediates.readLocals(reader, new ArrayList<>());
        while (reader.position() < reader.end()) {
            Opcode opcode = reader.readOpcode();
            if (sought.test(opcode)) {
                return true;
            }
            Immediates.skip(reader, opcode);
        }
        return false;
    }
}
