// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instruments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.PolyglotException.StackFrame;
import org.graalvm.polyglot.Value;
import org.jwasm.tier.cache.CodeCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that the compiled tier took are instruments' again as soon as there is one, however late. */
class CompiledTierInstrumentsTest {

    private static final int WARM = 50;
    private static final String PROGRAM = """
                    (module
                      (func $square (param $x i32) (result i32)
                        (if (i32.eqz (local.get $x)) (then (unreachable)))
                        (i32.mul (local.get $x) (local.get $x)))
                      (func $sum (export "sum") (param $n i32) (param $last i32) (result i32) (local $total i32)
                        (loop $next
                          (local.set $total (i32.add (local.get $total) (call $square (local.get $n))))
                          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                          (br_if $next (i32.ge_s (local.get $n) (local.get $last))))
                        (local.get $total)))
                    """;

    private static List<String> trace(Value sum) {
        PolyglotException trap = catchThrowableOfType(PolyglotException.class, () -> sum.execute(3, 0));
        assertThat(trap).hasMessageContaining("unreachable");
        return StreamSupport.stream(trap.getPolyglotStackTrace().spliterator(), false).filter(StackFrame::isGuestFrame).map(StackFrame::getRootName).toList();
    }

    private static Context context(int calls, String tier) {
        return Context.newBuilder("wasm").option("wasm.CompiledTier", tier).option("wasm.CompiledTierBackground", "false").option(
                        "wasm.CompiledTierThreshold", String.valueOf(calls)).build();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anInstrumentThatComesLateSeesAll(int calls) {
        try (Context context = context(calls, "true")) {
            Value sum = Modules.exports(context, PROGRAM).getMember("sum");
            for (int i = 0; i < WARM; i++) {
                assertThat(sum.execute(3, 1).asInt()).isEqualTo(14);
            }
            List<String> trace = trace(sum);
            assertThat(trace).containsExactly("square", "sum");
            EverythingInstrument instrument = context.getEngine().getInstruments().get(EverythingInstrument.ID).lookup(EverythingInstrument.class);
            for (int i = 1; i <= WARM; i++) {
                assertThat(sum.execute(3, 1).asInt()).isEqualTo(14);
                assertThat(instrument.functions.sum()).isEqualTo(4L * i);
                assertThat(instrument.calls.sum()).isEqualTo(3L * i);
            }
            assertThat(trace(sum)).isEqualTo(trace);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anInstrumentThatIsThereSeesAll(int calls) {
        try (Context context = context(calls, "true")) {
            EverythingInstrument instrument = context.getEngine().getInstruments().get(EverythingInstrument.ID).lookup(EverythingInstrument.class);
            Value sum = Modules.exports(context, PROGRAM).getMember("sum");
            for (int i = 1; i <= WARM; i++) {
                assertThat(sum.execute(3, 1).asInt()).isEqualTo(14);
                assertThat(instrument.functions.sum()).isEqualTo(4L * i);
            }
        }
    }

    @Test
    void anInstrumentThatComesLateSeesWhatIsFromACodeCache(@TempDir Path directory) throws IOException {
        for (int engine = 0; engine < 2; engine++) {
            try (Context context = Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CompiledTierBackground", "false").option(
                            "wasm.CompiledTierThreshold", "1").option("wasm.CodeCache", directory.toRealPath().resolve("code").toString()).build()) {
                Value sum = Modules.exports(context, PROGRAM).getMember("sum");
                assertThat(sum.execute(3, 1).asInt()).isEqualTo(14);
                EverythingInstrument instrument = context.getEngine().getInstruments().get(EverythingInstrument.ID).lookup(EverythingInstrument.class);
                assertThat(sum.execute(3, 1).asInt()).isEqualTo(14);
                assertThat(instrument.functions.sum()).isEqualTo(4);
            }
        }
    }

    /** Functions that others call by the names of their classes had no root when they were first called. */
    @Test
    void anInstrumentSeesWhatIsCalledByName(@TempDir Path directory) throws IOException, InterruptedException {
        Context.Builder builder = Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CompiledTierBackground", "false").option(
                        "wasm.CompiledTierThreshold", "1").option("wasm.CodeCache", directory.toRealPath().resolve("code").toString());
        try (Context context = builder.build()) {
            assertThat(Modules.exports(context, PROGRAM).getMember("sum").execute(3, 1).asInt()).isEqualTo(14);
            CodeCache.complete(Duration.ofMinutes(1));
        }
        CodeCache.save();
        for (boolean late : new boolean[]{false, true}) {
            try (Context context = builder.build()) {
                Value sum = Modules.exports(context, PROGRAM).getMember("sum");
                if (late) {
                    assertThat(sum.execute(3, 1).asInt()).isEqualTo(14);
                }
                EverythingInstrument instrument = context.getEngine().getInstruments().get(EverythingInstrument.ID).lookup(EverythingInstrument.class);
                for (int i = 1; i <= WARM; i++) {
                    assertThat(sum.execute(3, 1).asInt()).isEqualTo(14);
                    assertThat(instrument.functions.sum()).isEqualTo(4L * i);
                }
                assertThat(trace(sum)).containsExactly("square", "sum");
            }
        }
    }
}
