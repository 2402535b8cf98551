// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** What Graal gets of the functions that the compiled tier has. */
class TakeoverTest {

    private static final String PROGRAM = """
                    (module (memory 1)
                      (func $integers (export "integers") (param $rounds i32) (param $address i32) (result i32) (local $sum i32)
                        (loop $again
                          (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load8_u (local.get $address))))
                          (i32.store8 (local.get $address) (local.get $sum))
                          (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
                        (local.get $sum))
                      (func $floats (export "floats") (param $rounds i32) (result f64) (local $sum f64)
                        (loop $again
                          (local.set $sum (f64.add (f64.mul (local.get $sum) (f64.const 0.5)) (f64.const 1)))
                          (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
                        (local.get $sum)))
                    """;
    private static final int ROUNDS = 200_000;
    private static final Pattern FINAL = Pattern.compile("opt done[^\\n]*integers[^\\n]*Tier 2");

    /** What the loop gives if the memory has zeros at first. */
    private static int sum(byte[] cell) {
        int sum = 0;
        for (int i = 0; i < ROUNDS; i++) {
            sum = sum * 31 + (cell[0] & 0xFF);
            cell[0] = (byte) sum;
        }
        return sum;
    }

    private static Context besideGraal(ByteArrayOutputStream log) {
        return Context.newBuilder("wasm").allowExperimentalOptions(true).option("wasm.CompiledTier", "auto").option("engine.TraceCompilation", "true").option(
                        "engine.BackgroundCompilation", "false").logHandler(log).build();
    }

    @Test
    void longLoopsOfIntegersAreGraalsInTheEnd() {
        assumeThat(Boolean.getBoolean("jwasm.graal")).isTrue();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (Context context = besideGraal(log)) {
            Value exports = context.eval(CompiledTierTest.source(PROGRAM)).newInstance().getMember("exports");
            byte[] cell = {0};
            long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            do {
                assertThat(exports.invokeMember("integers", ROUNDS, 7).asInt()).isEqualTo(sum(cell));
                exports.invokeMember("floats", ROUNDS);
            } while (!FINAL.matcher(log.toString(StandardCharsets.UTF_8)).find() && System.nanoTime() < end);
            assertThat(log.toString(StandardCharsets.UTF_8)).containsPattern(FINAL).doesNotContainPattern("opt done[^\\n]*floats");
            for (int i = 0; i < 20; i++) {
                assertThat(exports.invokeMember("integers", ROUNDS, 7).asInt()).isEqualTo(sum(cell));
                assertThatThrownBy(() -> exports.invokeMember("integers", ROUNDS, -1)).isInstanceOfSatisfying(PolyglotException.class, e -> {
                    assertThat(e).hasMessageContaining("out of bounds memory access");
                    assertThat(e.getPolyglotStackTrace().iterator().next().getRootName()).isEqualTo("integers");
                });
            }
        }
    }

    @Test
    void shortCallsStayWithTheTier() {
        assumeThat(Boolean.getBoolean("jwasm.graal")).isTrue();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (Context context = besideGraal(log)) {
            Value exports = context.eval(CompiledTierTest.source(PROGRAM)).newInstance().getMember("exports");
            for (int i = 0; i < 20_000; i++) {
                exports.invokeMember("integers", 2, 7);
            }
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContainPattern("opt done[^\\n]*integers");
    }
}
