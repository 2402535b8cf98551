package org.jwasm.launcher;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.TypeConversionException;

/** wasmtime's option groups {@code -W} and {@code -S}, as far as jwasm has what they set. */
final class WasmtimeOptions {

    private static final String STACK = "max-wasm-stack";
    private static final String MEMORY = "max-memory-size";
    private static final String TIMEOUT = "timeout";
    private static final Set<String> WASM = new TreeSet<>(Set.of(STACK, MEMORY, TIMEOUT));
    /** Always on here: WASI preview 1 for command programs. */
    private static final Set<String> WASI = new TreeSet<>(Set.of("cli", "common"));

    private final Map<String, String> wasm;

    private WasmtimeOptions(Map<String, String> wasm) {
        this.wasm = wasm;
    }

    /** Reads both groups; a name that jwasm doesn't know is an error, not ignored. */
    static WasmtimeOptions of(Map<String, String> wasm, Map<String, String> wasi) {
        check("-W", wasm, WASM);
        check("-S", wasi, WASI);
        wasi.forEach((name, value) -> {
            if (!Set.of("", "y", "yes", "true").contains(value)) {
                throw new TypeConversionException("-S " + name + "=" + value + ": a guest gets only what it is granted, and "
                                + name + " grants nothing; leave it away");
            }
        });
        return new WasmtimeOptions(wasm);
    }

    private static void check(String group, Map<String, String> given, Set<String> known) {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new TypeConversionException("unknown option " + group + " " + name + "; known are " + String.join(", ", known));
            }
        }
    }

    /** The value of {@code -W max-wasm-stack} in bytes, else {@code otherwise}. */
    Long stackSize(Long otherwise) {
        return wasm.containsKey(STACK) ? new SizeConverter().convert(wasm.get(STACK)) : otherwise;
    }

    /** The value of {@code -W max-memory-size} in bytes, else {@code otherwise}. */
    Long maxMemory(Long otherwise) {
        return wasm.containsKey(MEMORY) ? new SizeConverter().convert(wasm.get(MEMORY)) : otherwise;
    }

    /** The value of {@code -W timeout}, else {@code otherwise}. */
    Duration timeout(Duration otherwise) {
        return wasm.containsKey(TIMEOUT) ? new DurationConverter().convert(wasm.get(TIMEOUT)) : otherwise;
    }
}
