// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.util.ArrayList;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.Immediates;
import org.jwasm.structure.Module;
import org.jwasm.structure.Opcode;

/** What is left to Graal where there is Graal: what it makes faster than the compilers of the JVM make bytecode. */
final class BesideGraal {

    /** In bytes. So little is run by the interpreter until Graal is ready. */
    private static final int SMALL = 64;

    private BesideGraal() {
    }

    /** Whether a function, called by the host, is best compiled together with the host's call of it: it is small, has no loops and calls nothing. */
    static boolean joinsCallers(Module module, int function) {
        if (module.codeSize(function) > SMALL) {
            return false;
        }
        int end = module.codeEnd(function);
        CodeReader reader = CodeReader.ofFunction(module, function);
        Immediates.readLocals(reader, new ArrayList<>());
        while (reader.position() < end) {
            Opcode opcode = reader.readOpcode();
            switch (opcode) {
                case LOOP, CALL, CALL_INDIRECT, CALL_REF, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> {
                    return false;
                }
                default -> Immediates.skip(reader, opcode);
            }
        }
        return true;
    }
}
