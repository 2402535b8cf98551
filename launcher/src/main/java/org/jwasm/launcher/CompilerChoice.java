// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.Map;
import org.jwasm.binary.ModuleSurvey;

/**
 * Whether a guest runs on Truffle's optimizing runtime, with the Graal compiler. The compiled tier takes all functions of a program but those with vectors, atomic accesses
 * and what else is left to trees; where there are none of these, the compiler would only take processors from the guest to make itself ready.
 */
final class CompilerChoice {

    /** What the script was told: {@code on}, {@code off} (then there is no compiler) or {@code always}. */
    private static final String ASKED_FOR = "jwasm.jit";
    private static final String FALLBACK = "truffle.UseFallbackRuntime";
    private static final String ATTACHING = "polyglotimpl.AttachLibraryFailureAction";

    private CompilerChoice() {
    }

    /** Chooses for the process, which has no engine yet, by the one module that it is to run, and by the options of its language. */
    static void make(byte[] module, Map<String, String> options) {
        String asked = System.getProperty(ASKED_FOR);
        boolean translated = !"false".equals(options.get("wasm.CompiledTier")) && !"true".equals(options.get("wasm.Deterministic"));
        if ("on".equals(asked) && System.getProperty(FALLBACK) == null && translated && !ModuleSurvey.hasWorkForGraal(module)) {
            System.setProperty(FALLBACK, "true");
        }
        if ("off".equals(asked) || System.getProperty(FALLBACK) != null) {
            // What the optimizing runtime misses, say a home to put its library in, is of no concern.
            System.setProperty(ATTACHING, "ignore");
        }
    }
}
