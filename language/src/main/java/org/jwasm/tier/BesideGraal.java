// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import org.jwasm.structure.Module;
import org.jwasm.structure.Opcode;

/** What is left to Graal where there is Graal: what it makes faster than the compilers of the JVM make bytecode. */
final class BesideGraal {

    /** In bytes. So little is run by the interpreter until Graal is ready. */
    private static final int SMALL = 64;

    /** C2 compiles 8,000 bytes of other methods into one: what about so many vector instructions and their accesses call. */
    private static final int MANY_VECTORS = 48;

    private BesideGraal() {
    }

    /** Whether Graal, which has no such bound as C2 has, is better for a function as it has so many vector instructions. */
    static boolean hasManyVectors(Module module, int function) {
        int[] left = {MANY_VECTORS};
        return Instructions.any(module, function, opcode -> opcode.isVector() && --left[0] < 0);
    }

    /** Whether a function, called by the host, is best compiled together with the host's call of it: it is small, has no loops and calls nothing. */
    static boolean joinsCallers(Module module, int function) {
        return module.codeSize(function) <= SMALL && !Instructions.any(module, function, opcode -> opcode == Opcode.LOOP || opcode.isCall());
    }

    /**
     * Whether Graal may get a function after all if calls of it by the host last long: it has loops, calls nothing, and calculates with integers,
     * of which C2 keeps too many in vector registers. With floats C2 is no slower, and calls are Truffle's then.
     */
    static boolean isLoopOfIntegers(Module module, int function) {
        // Most functions have a call soon.
        return !Instructions.any(module, function, opcode -> opcode.isCall() || isFloat(opcode)) && Instructions.any(module, function, opcode -> opcode == Opcode.LOOP);
    }

    private static boolean isFloat(Opcode opcode) {
        return opcode.mnemonic().startsWith("f32") || opcode.mnemonic().startsWith("f64");
    }
}
