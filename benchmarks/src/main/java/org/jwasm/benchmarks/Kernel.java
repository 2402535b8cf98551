package org.jwasm.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;

/**
 * The kernels, modules of the resources that export {@code run(n)} and import nothing. The sizes make an operation last
 * some milliseconds; the results are those of the same C source compiled natively.
 */
public enum Kernel {
    FIB(25, 75025),
    SIEVE(300_000, 25997),
    MATRIX(100, 49941.375),
    SHA256(2000, 6050109722911821774L),
    INTERPRETER(2000, 4157093L),
    QUICKSORT(20_000, 2333079785727987782L),
    NBODY(5000, -0.1690200003719937);

    private final int size;
    private final Number result;

    Kernel(int size, Number result) {
        this.size = size;
        this.result = result;
    }

    /** The argument of {@code run}. */
    public int size() {
        return size;
    }

    /** The module as a new source, so that nothing is reused between calls. */
    public Source source() {
        String file = name().toLowerCase(Locale.ROOT) + ".wasm";
        try (InputStream input = Kernel.class.getResourceAsStream(file)) {
            return Source.newBuilder("wasm", ByteSequence.create(input.readAllBytes()), name()).cached(false).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws {@link IllegalStateException} if the result of a run is wrong. */
    public void check(Value value) {
        boolean same = switch (result) {
            case Double expected -> value.asDouble() == expected;
            default -> value.asLong() == result.longValue();
        };
        if (!same) {
            throw new IllegalStateException(name() + " computed " + value + " instead of " + result);
        }
    }
}
