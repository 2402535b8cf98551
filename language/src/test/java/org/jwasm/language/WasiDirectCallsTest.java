// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.wasi.Errno;
import org.jwasm.wasi.Wasi;

/** Compiled code calls functions of WASI as Java objects, with the same outcome as trees: results, errors, the program's end, traps. */
class WasiDirectCallsTest {

    private static final String MODULE = """
                    (module
                      (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
                      (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                      (memory (export "memory") 1)
                      (func (export "yield") (param i32) (result i32) (local i32)
                        (loop $again
                          (local.set 1 (i32.add (local.get 1) (call $yield)))
                          (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                          (br_if $again (local.get 0)))
                        (local.get 1))
                      (func (export "random") (param i32) (result i32)
                        (if (i32.eqz (i32.load (i32.const 0))) (then (drop (call $random (i32.const 0) (i32.const 4)))))
                        (call $random (local.get 0) (i32.const 10)))
                      (func (export "exit") (param i32) (call $exit (local.get 0)))
                      (func $deep (export "deep") (result i32) (i32.add (call $yield) (call $deep))))
                    """;

    private static Context context(boolean tier) {
        return Context.newBuilder("wasm").option("wasm.CompiledTier", String.valueOf(tier)).option("wasm.CompiledTierThreshold", "1")
                        .option("wasm.CompiledTierBackground", "false").build();
    }

    private static Value exports(Context context) {
        Wasi wasi = Wasi.builder().random(RandomCapability.seeded(1)).build();
        return Wat.module(context, MODULE).newInstance(wasi).getMember("exports");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resultsAndErrors(boolean tier) {
        try (Context context = context(tier)) {
            Value exports = exports(context);
            for (int i = 0; i < 3; i++) {
                assertThat(exports.invokeMember("yield", 5_000).asInt()).isZero();
                assertThat(exports.invokeMember("random", 65_526).asInt()).isZero();
                assertThat(exports.invokeMember("random", 65_527).asInt()).isEqualTo(Errno.FAULT.code());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProgramEnds(boolean tier) {
        // An exited context is closed; closing it once more would tell of the exit again.
        Value exports = exports(context(tier));
        exports.invokeMember("yield", 10);
        assertThatThrownBy(() -> exports.invokeMember("exit", 7)).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.isExit()).isTrue();
            assertThat(e.getExitStatus()).isEqualTo(7);
        });
    }

    /** As often as one likes: nothing of the host's is left half done. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theStackEndsInAFunctionOfTheHost(boolean tier) {
        try (Context context = context(tier)) {
            Value exports = exports(context);
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> exports.invokeMember("deep")).isInstanceOfSatisfying(PolyglotException.class, e -> {
                    assertThat(e.getMessage()).isEqualTo("call stack exhausted");
                    assertThat(e.getGuestObject().getMember("failureType").asString()).isEqualTo("exhaustion");
                });
                assertThat(exports.invokeMember("yield", 10).asInt()).isZero();
            }
        }
    }
}
