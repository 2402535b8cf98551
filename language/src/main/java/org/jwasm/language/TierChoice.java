// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.Locale;

import org.graalvm.options.OptionValues;
import org.jwasm.tier.Share;

import com.oracle.truffle.api.Truffle;

/** Which functions the compiled tier takes: the option {@code wasm.CompiledTier}. */
enum TierChoice {
    /** All where nothing else compiles, else what that compiles less well. */
    AUTO,
    /** All but what is done in parts only, where something else compiles that; for programs whose start counts most, and that no instrument watches. */
    MOST,
    TRUE,
    FALSE;

    private static final boolean INTERPRETED = Truffle.getRuntime().getName().equals("Interpreted");

    /** The share of the tier, or null if it has none. */
    static Share of(OptionValues options) {
        return switch (options.get(WasmOptions.CompiledTier)) {
            case AUTO -> INTERPRETED ? Share.ALL : Share.BESIDE_GRAAL;
            case MOST -> INTERPRETED ? Share.ALL : Share.MOST;
            case TRUE -> Share.ALL;
            case FALSE -> null;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
