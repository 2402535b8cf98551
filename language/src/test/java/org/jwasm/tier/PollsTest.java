// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /**
     * Rounds of which each calls a function that lets others in aren't counted; these all have a way that doesn't. The loop is endless, and goes where
     * the globals say: it must count its rounds, or nobody could end it.
     */
    @ParameterizedTest
    @ValueSource(strings = {
                    "(call $leaf)",
                    "(if (global.get $no) (then (call $poller)))",
                    "(if (global.get $yes) (then) (else (call $poller)))",
                    "(if (global.get $no) (then (call $poller)) (else (call $leaf)))",
                    "(block $skip (br_if $skip (global.get $yes)) (call $poller))",
                    "(br_if $next (global.get $yes)) (call $poller)",
                    "(br_table $next $next (global.get $yes)) (call $poller)",
                    "(block $skip (br_table $skip $next (global.get $no)) (call $poller))",
                    "(block $out (loop $inner (br_if $out (global.get $yes)) (call $poller) (br $inner)))",
                    "(loop $inner (br_if $next (global.get $yes)) (call $poller) (br $inner))",
                    "(loop $inner (br_if $inner (global.get $yes))) (call $poller)",
                    "(call $poller) (loop $inner (br_if $inner (global.get $yes)))",
                    "(block $h (try_table (catch_all $h) (throw $tag)) (call $poller))",
                    "(block $h (try_table (catch_all $h) (if (global.get $yes) (then (throw $tag))) (call $poller)))",
                    "(block $skip (block $h (try_table (catch_all $h) (throw $tag))) (br $skip) (call $poller))",
                    "(try (do (if (global.get $yes) (then (throw $tag))) (call $poller)) (catch_all))",
                    "(try (do (throw $tag)) (catch $tag) (catch_all (call $poller)))",
                    "(block $skip (br_on_null $skip (global.get $null)) (drop) (call $poller))",
                    "(block $skip (result anyref) (br_on_cast_fail $skip anyref (ref i31) (global.get $object)) (call $poller)) (drop)",
                    "(call $imported)",
                    "(call_indirect (type $v) (global.get $no))",
                    "(call_ref $v (global.get $ref))"})
    void roundsWithoutCallsAreCounted(String round) throws InterruptedException {
        Context context = Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CompiledTierBackground", "false").option(
                        "wasm.CompiledTierThreshold", "0").build();
        Value other = CompiledTierTest.exports(context, "(module (func (export \"leaf\")))", ProxyObject.fromMap(Map.of()));
        CountDownLatch ready = new CountDownLatch(1);
        Value run = CompiledTierTest.exports(context, """
                        (module (import "host" "ready" (func $ready)) (import "host" "leaf" (func $imported))
                          (type $v (func)) (tag $tag) (table funcref (elem $leaf)) (elem declare func $leaf)
                          (global $yes (mut i32) (i32.const 1)) (global $no (mut i32) (i32.const 0)) (global $null (mut anyref) (ref.null any))
                          (global $object (mut anyref) (ref.null any)) (global $ref (mut (ref null $v)) (ref.func $leaf))
                          (func $leaf) (func $poller (call $leaf))
                          (func (export "run") (call $ready) (loop $next ROUND (br $next))))""".replace("ROUND", round),
                        ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("ready", action(ready::countDown), "leaf", other.getMember("leaf")))))).getMember("run");
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread guest = Thread.ofPlatform().daemon().start(() -> {
            try {
                run.execute();
            } catch (Throwable e) {
                end.set(e);
            }
        });
        ready.await();
        Thread.sleep(20);
        Thread killer = Thread.ofPlatform().daemon().start(() -> context.close(true));
        assertThat(guest.join(Duration.ofMinutes(1))).as("the loop has ended").isTrue();
        killer.join();
        assertThat(end.get()).isInstanceOfSatisfying(PolyglotException.class, e -> assertThat(e.isCancelled()).isTrue());
    }
}
