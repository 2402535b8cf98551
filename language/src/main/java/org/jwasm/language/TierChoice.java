package org.jwasm.language;

import java.util.Locale;

import org.graalvm.options.OptionValues;

import com.oracle.truffle.api.Truffle;

/** Which functions the compiled tier takes: the option {@code wasm.CompiledTier}. */
enum TierChoice {
    /** All where nothing else compiles, else those that are too large for Graal. */
    AUTO,
    TRUE,
    FALSE;

    private static final boolean INTERPRETED = Truffle.getRuntime().getName().equals("Interpreted");

    static boolean takesLarge(OptionValues options) {
        return options.get(WasmOptions.CompiledTier) != FALSE;
    }

    static boolean takesAll(OptionValues options) {
        TierChoice choice = options.get(WasmOptions.CompiledTier);
        return choice == TRUE || choice == AUTO && INTERPRETED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
