// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jwasm.structure.Feature;
import picocli.CommandLine.TypeConversionException;

/** wasmtime's option groups {@code -W} and {@code -S}, as far as jwasm has what they set. */
final class WasmtimeOptions {

    private static final String STACK = "max-wasm-stack";
    private static final String MEMORY = "max-memory-size";
    private static final String TIMEOUT = "timeout";
    private static final String FUEL = "fuel";
    private static final String DETERMINISTIC = "nan-canonicalization";
    private static final Set<String> WASM = new TreeSet<>(Set.of(STACK, MEMORY, TIMEOUT, FUEL, DETERMINISTIC));
    private static final String THREADS = "threads";
    private static final int DEFAULT_THREADS = 64;
    /** Always on here: WASI preview 1 for command programs. */
    private static final Set<String> ALWAYS = new TreeSet<>(Set.of("cli", "common"));
    private static final Set<String> WASI = new TreeSet<>(Set.of("cli", "common", THREADS));

    private final Map<String, String> wasm;
    private final boolean threads;

    private WasmtimeOptions(Map<String, String> wasm, boolean threads) {
        this.wasm = wasm;
        this.threads = threads;
    }

    /** Reads both groups; a name that jwasm doesn't know is an error, not ignored. */
    static WasmtimeOptions of(Map<String, String> wasm, Map<String, String> wasi) {
        Set<String> known = new TreeSet<>(WASM);
        known.addAll(FeatureSwitches.names());
        check("-W", wasm, known);
        check("-S", wasi, WASI);
        wasi.forEach((name, value) -> {
            if (ALWAYS.contains(name) && !Set.of("", "y", "yes", "true").contains(value)) {
                throw new TypeConversionException("-S " + name + "=" + value + ": a guest gets only what it is granted, and "
                                + name + " grants nothing; leave it away");
            }
        });
        return new WasmtimeOptions(wasm, wasi.containsKey(THREADS) && FeatureSwitches.isOn(THREADS, wasi.get(THREADS)));
    }

    private static void check(String group, Map<String, String> given, Set<String> known) {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new TypeConversionException("unknown option " + group + " " + name + "; known are " + String.join(", ", known));
            }
        }
    }

    /** The language's options that these ask for: features, {@code fuel} and {@code nan-canonicalization}. */
    Map<String, String> languageOptions() {
        Map<String, String> options = FeatureSwitches.languageOptions(features());
        if (wasm.containsKey(FUEL)) {
            if (!wasm.get(FUEL).matches("\\d{1,18}")) {
                throw new TypeConversionException("-W fuel=" + wasm.get(FUEL) + ": a number of instructions is expected");
            }
            options.put("wasm.Fuel", wasm.get(FUEL));
        }
        if (wasm.containsKey(DETERMINISTIC)) {
            options.put("wasm.Deterministic", String.valueOf(FeatureSwitches.isOn(DETERMINISTIC, wasm.get(DETERMINISTIC))));
        }
        return options;
    }

    /** The features that are on. */
    Set<Feature> features() {
        return FeatureSwitches.of(wasm);
    }

    /** The value of {@code -W max-wasm-stack} in bytes, else {@code otherwise}. */
    Long stackSize(Long otherwise) {
        return wasm.containsKey(STACK) ? new SizeConverter().convert(wasm.get(STACK)) : otherwise;
    }

    /** The value of {@code -W max-memory-size} in bytes, else {@code otherwise}. */
    Long maxMemory(Long otherwise) {
        return wasm.containsKey(MEMORY) ? new SizeConverter().convert(wasm.get(MEMORY)) : otherwise;
    }

    /** How many threads a guest may start: as {@code --threads} says, else as {@code -S threads} implies. */
    int threads(Integer given) {
        if (given != null && given < 0) {
            throw new TypeConversionException("--threads " + given + ": a number of threads isn't negative");
        }
        return given != null ? given : threads ? DEFAULT_THREADS : 0;
    }

    /** The value of {@code -W timeout}, else {@code otherwise}. */
    Duration timeout(Duration otherwise) {
        return wasm.containsKey(TIMEOUT) ? new DurationConverter().convert(wasm.get(TIMEOUT)) : otherwise;
    }
}
