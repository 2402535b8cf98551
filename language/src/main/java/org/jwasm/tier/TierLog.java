// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import org.jwasm.structure.Module;

/** Tells what the tier does, for those who asked. */
final class TierLog {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Module module;
    private final boolean traced;

    TierLog(Module module, boolean traced) {
        this.module = module;
        this.traced = traced;
    }

    void compiled(int function, int size, long nanos) {
        if (traced) {
            System.err.printf("tier: compiled %s %d: %d bytes of code to %d in %.2f ms%n", module.functionName(function), function,
                            module.codeEnd(function) - module.codeStart(function), size, nanos / NANOS_PER_MILLI);
        }
    }

    void refused(int function, String reason) {
        if (traced) {
            System.err.printf("tier: refused %s %d: %d bytes of code: %s%n", module.functionName(function), function,
                            module.codeEnd(function) - module.codeStart(function), reason);
        }
    }
}
