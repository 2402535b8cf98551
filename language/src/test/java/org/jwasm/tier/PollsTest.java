// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loops whose rounds take some ten milliseconds each, without calls that leave compiled code: guests end in the midst of them. */
final class PollsTest {

    /** Less than after how many the smallest loops let others in. */
    private static final int ROUNDS = 200;
    private static final int TRANSLATED_AFTER = 10;

    private static ProxyExecutable action(Runnable action) {
        return _ -> {
            action.run();
            return null;
        };
    }

    private static String module(String declarations, String instruction, int times) {
        return "(module (import \"host\" \"ready\" (func $ready)) (import \"host\" \"done\" (func $done)) " + declarations +
                        " (func (export \"run\") (param $rounds i32) (call $ready) (loop $next " + instruction.repeat(times) +
                        " (br_if $next (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1))))) (call $done)))";
    }

    @ParameterizedTest
    @Timeout(180)
    @CsvSource(delimiter = '|', textBlock = """
                    (table 16000 funcref)     | (table.fill (i32.const 0) (ref.null func) (i32.const 16000)) | 1500
                    (type $t (struct FIELDS)) | (drop (struct.new_default $t))                               | 1500
                    """)
    void loopsOfLongRoundsCanBeEnded(String declarations, String instruction, int times) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(TRANSLATED_AFTER + 2);
        AtomicInteger done = new AtomicInteger();
        String text = module(declarations.replace("FIELDS", "(field (mut i64)) ".repeat(9000)), instruction, times);
        Context context = Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CompiledTierBackground", "false").option(
                        "wasm.CompiledTierThreshold", String.valueOf(TRANSLATED_AFTER)).build();
        Value run = CompiledTierTest.exports(context, text, ProxyObject.fromMap(Map.of("host",
                        ProxyObject.fromMap(Map.of("ready", action(ready::countDown), "done", action(done::incrementAndGet)))))).getMember("run");
        for (int i = 0; i <= TRANSLATED_AFTER; i++) {
            run.execute(1);
        }
        Thread killer = Thread.ofPlatform().start(() -> {
            try {
                ready.await();
                context.close(true);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThatThrownBy(() -> run.execute(ROUNDS)).isInstanceOfSatisfying(PolyglotException.class, e -> assertThat(e.isCancelled()).isTrue());
        killer.join();
        assertThat(done).as("calls that came to their end").hasValue(TRANSLATED_AFTER + 1);
    }
}
