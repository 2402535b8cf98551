// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way from the loop of a tree into compiled code: a function does what its tree would have done. */
final class LoopEntryTest {

    private static final String NEVER = "1000000000";

    /** In which a function gets to compiled code by its loops only, after some rounds. */
    private static Context.Builder entering(int rounds) {
        return Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CompiledTierBackground", "false").option(
                        "wasm.CompiledTierThreshold", NEVER).option("wasm.CompiledTierLoopThreshold", String.valueOf(rounds)).option("wasm.TraceTiers", "true");
    }

    private static Context.Builder interpreting() {
        return Context.newBuilder("wasm").option("wasm.CompiledTier", "false");
    }

    /** What the export {@code run} returns for each argument, or how it fails. */
    private static List<String> results(Context.Builder builder, String module, Object... arguments) {
        List<String> results = new ArrayList<>();
        try (Context context = builder.build()) {
            Value run = CompiledTierTest.exports(context, module).getMember("run");
            for (Object argument : arguments) {
                try {
                    results.add((argument instanceof Object[] many ? run.execute(many) : run.execute(argument)).toString());
                } catch (PolyglotException e) {
                    List<String> frames = new ArrayList<>();
                    e.getPolyglotStackTrace().forEach(frame -> {
                        if (frame.isGuestFrame()) {
                            frames.add(frame.getRootName());
                        }
                    });
                    Value thrown = e.getGuestObject();
                    results.add(e.getMessage() + " at " + (thrown == null || !thrown.hasMember("offsets") ? "" : thrown.getMember("offsets")) + " in " + frames);
                }
            }
        }
        return results;
    }

    /** Enters loops in various rounds, and compares with the interpreter. */
    private static String compare(String module, Object... arguments) {
        List<String> expected = results(interpreting(), module, arguments);
        StringBuilder told = new StringBuilder();
        for (int rounds : new int[]{1, 2, 3, 7}) {
            told.append(CompiledTierTest.trace(() -> assertThat(results(entering(rounds), module, arguments)).as("entered after %d rounds", rounds).isEqualTo(
                            expected)));
        }
        assertThat(told.toString()).doesNotContain("fails");
        return told.toString();
    }

    @Test
    void localsAndOperandsOfAllKindsComeAlong() {
        String told = compare("""
                        (module
                          (func (export "run") (param $n i32) (result i64)
                            (local $i i32) (local $l i64) (local $f f32) (local $d f64) (local $v v128) (local $r externref) (local $g funcref)
                            (local.set $l (i64.const 0x123456789abcdef)) (local.set $f (f32.const nan:0x200001)) (local.set $d (f64.const -0.0))
                            (local.set $v (v128.const i64x2 7 9)) (local.set $g (ref.func $f))
                            (block (br_if 0 (i32.const 1)) %s)
                            (i64.const 5) (f32.const 2.5) (f64.const 1e300) (v128.const i32x4 1 2 3 4) (ref.null extern) (local.get $n)
                            (loop $next (param i32) (result i32)
                              (local.set $i (i32.add (local.get $i) (i32.const 1)))
                              (local.set $l (i64.rotl (local.get $l) (i64.extend_i32_u (local.get $i))))
                              (local.set $d (f64.sub (local.get $d) (f64.convert_i32_s (local.get $i))))
                              (local.set $v (i64x2.add (local.get $v) (i64x2.splat (local.get $l))))
                              (i32.add (i32.const 3))
                              (br_if $next (i32.lt_u (local.get $i) (local.get $n))))
                            (i64.extend_i32_u) (local.set $l (i64.xor (local.get $l)))
                            (ref.is_null) (i64.extend_i32_u) (local.set $l (i64.add (local.get $l)))
                            (i64x2.extract_lane 1) (i64.xor (local.get $l)) (local.set $l)
                            (i64.reinterpret_f64) (i64.xor (local.get $l)) (local.set $l)
                            (i32.reinterpret_f32) (i64.extend_i32_u) (i64.xor (local.get $l)) (local.set $l)
                            (i64.add (local.get $l))
                            (i64.xor (i64x2.extract_lane 0 (local.get $v)))
                            (i64.xor (i64.reinterpret_f64 (local.get $d)))
                            (i64.xor (i64.extend_i32_u (i32.reinterpret_f32 (local.get $f))))
                            (i64.xor (i64.extend_i32_u (i32.add (ref.is_null (local.get $r)) (ref.is_null (local.get $g))))))
                          (func $f (param i32)) (elem declare func $f))""".formatted("(drop (i32.const 1000))".repeat(200)), 0, 1, 2, 3, 9, 100);
        assertThat(told).contains("compiled run 0 from the loop at");
    }

    @Test
    void loopsInLoopsAreEnteredWhereverOneIs() {
        compare("""
                        (module (memory 1)
                          (func (export "run") (param $n i32) (result i32) (local $i i32) (local $j i32) (local $k i32) (local $sum i32)
                            (block $out
                              (loop $a (local.set $j (i32.const 0))
                                (i32.const 11)
                                (loop $b (param i32) (result i32) (local.set $k (i32.const 0))
                                  (if (param i32) (result i32) (i32.and (local.get $j) (i32.const 1))
                                    (then (i32.const 5) (i32.add)
                                      (loop $c (param i32) (result i32)
                                        (i32.add (local.get $k))
                                        (local.set $k (i32.add (local.get $k) (i32.const 1)))
                                        (br_if $c (i32.lt_u (local.get $k) (i32.const 5)))))
                                    (else (loop $d (param i32) (result i32)
                                        (i32.mul (i32.const 3))
                                        (local.set $k (i32.add (local.get $k) (i32.const 1)))
                                        (br_if $d (i32.lt_u (local.get $k) (i32.const 3)))
                                        (br_if $out (i32.gt_u (local.tee $sum (i32.add (local.get $sum) (local.get $k))) (i32.const 5000))))))
                                  (local.set $j (i32.add (local.get $j) (i32.const 1)))
                                  (br_if $b (i32.lt_u (local.get $j) (i32.const 6))))
                                (local.set $sum (i32.xor (local.get $sum) (i32.and (i32.const 0xfff))))
                                (local.set $i (i32.add (local.get $i) (i32.const 1)))
                                (br_if $a (i32.lt_u (local.get $i) (local.get $n)))))
                            (i32.div_u (local.get $sum) (i32.sub (local.get $i) (i32.const 4)))))""", 1, 2, 3, 4, 5, 8, 200);
    }

    @Test
    void handlersAroundALoopStayInForce() {
        compare("""
                        (module (tag $t (param i32 i64)) (tag $u)
                          (func $thrower (param i32)
                            (if (i32.eq (i32.rem_u (local.get 0) (i32.const 7)) (i32.const 6)) (then (throw $t (local.get 0) (i64.const 1000))))
                            (if (i32.eq (local.get 0) (i32.const 40)) (then (throw $u))))
                          (func (export "run") (param $n i32) (result i32) (local $i i32) (local $sum i32) (local $l i64)
                            (block $u
                              (loop $again
                                (block $t (result i32 i64)
                                  (try_table (catch $t $t) (catch_all $u)
                                    (loop $next
                                      (local.set $i (i32.add (local.get $i) (i32.const 1)))
                                      (call $thrower (local.get $i))
                                      (local.set $sum (i32.add (local.get $sum) (i32.const 1)))
                                      (br_if $next (i32.lt_u (local.get $i) (local.get $n)))))
                                  (return (local.get $sum)))
                                (local.set $l) (local.set $sum (i32.add (local.get $sum)))
                                (br $again)))
                            (i32.add (local.get $sum) (i32.wrap_i64 (local.get $l)))))""", 1, 3, 6, 7, 20, 39, 60);
    }

    @Test
    void legacyHandlersToo() {
        String told = compare("""
                        (module (tag $t (param i32))
                          (func $thrower (param i32)
                            (if (i32.eq (i32.rem_u (local.get 0) (i32.const 7)) (i32.const 6)) (then (throw $t (local.get 0)))))
                          (func (export "run") (param $n i32) (result i32) (local $i i32) (local $j i32) (local $sum i32)
                            (try $outer
                              (do (loop $again
                                (try
                                  (do (loop $next
                                      (local.set $i (i32.add (local.get $i) (i32.const 1)))
                                      (call $thrower (local.get $i))
                                      (br_if $next (i32.lt_u (local.get $i) (local.get $n))))
                                    (return (local.get $sum)))
                                  (catch $t
                                    (local.set $sum (i32.add (local.get $sum)))
                                    (local.set $j (i32.const 0))
                                    (loop $inner
                                      (local.set $j (i32.add (local.get $j) (i32.const 1)))
                                      (br_if $inner (i32.lt_u (local.get $j) (i32.const 9))))
                                    (if (i32.gt_u (local.get $i) (i32.const 50)) (then (rethrow 1)))))
                                (br $again)))
                              (catch $t (return (i32.sub (i32.const 0)))))
                            (unreachable)))""", 1, 3, 6, 7, 20, 60, 100);
        assertThat(told).contains("a loop that can't be entered");
    }

    @Test
    void tailCallsLeaveAndStartOver() {
        compare("""
                        (module
                          (func $even (param i32 i64) (result i64) (local $i i32)
                            (loop $next
                              (local.set 1 (i64.add (local.get 1) (i64.const 3)))
                              (local.set $i (i32.add (local.get $i) (i32.const 1)))
                              (br_if $next (i32.lt_u (local.get $i) (i32.const 4))))
                            (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
                            (return_call $odd (i32.sub (local.get 0) (i32.const 1)) (local.get 1)))
                          (func $odd (param i32 i64) (result i64)
                            (if (i32.eqz (local.get 0)) (then (return (i64.sub (i64.const 0) (local.get 1)))))
                            (return_call $even (i32.sub (local.get 0) (i32.const 1)) (local.get 1)))
                          (func $self (param i32 i64) (result i64) (local $i i32) (local $zero i32)
                            (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
                            (local.set $zero (i32.add (local.get $zero) (i32.const 1)))
                            (loop $next
                              (local.set $i (i32.add (local.get $i) (i32.const 1)))
                              (br_if $next (i32.lt_u (local.get $i) (i32.rem_u (local.get 0) (i32.const 5)))))
                            (return_call $self (i32.sub (local.get 0) (i32.const 1))
                              (i64.add (i64.mul (local.get 1) (i64.const 5)) (i64.extend_i32_u (i32.add (local.get $zero) (local.get $i))))))
                          (func (export "run") (param i32) (result i64)
                            (i64.xor (call $even (local.get 0) (i64.const 1)) (call $self (local.get 0) (i64.const 2)))))""", 0, 1, 2, 5, 30, 2000);
    }

    @Test
    void fuelIsCountedToTheUnit() {
        String module = """
                        (module (func $sub (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
                          (func (export "run") (param $n i32) (result i32) (local $i i32) (local $j i32)
                            (loop $a (local.set $j (i32.const 0))
                              (loop $b
                                (if (i32.and (local.get $j) (i32.const 1)) (then (local.set $i (i32.add (local.get $i) (call $sub (local.get $j))))))
                                (local.set $j (i32.add (local.get $j) (i32.const 1)))
                                (br_if $b (i32.lt_u (local.get $j) (i32.const 10))))
                              (br_if $a (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                            (local.get $i)))""";
        for (long fuel : new long[]{1, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 150, 500, 1000, 1001, 1002, 1003, 100_000}) {
            String wanted = String.valueOf(fuel);
            List<String> expected = withoutPlaces(results(interpreting().option("wasm.Fuel", wanted), module, 8));
            for (int rounds : new int[]{1, 2, 3}) {
                CompiledTierTest.trace(() -> assertThat(withoutPlaces(results(entering(rounds).option("wasm.Fuel", wanted), module, 8))).as(
                                "fuel %d", fuel).isEqualTo(expected));
            }
        }
    }

    /** Where fuel ran out isn't said by the interpreter. */
    private static List<String> withoutPlaces(List<String> results) {
        return results.stream().map(result -> result.replaceFirst(" at .*", "")).toList();
    }

    @Test
    void functionsTooLargeForOneMethodAreEnteredInTheirParts() {
        for (int seed = 0; seed < 3; seed++) {
            String told = compare(CompiledTierTest.interpreter(), new Object[]{50, seed}, new Object[]{77, 3 + 120 * seed},
                            new Object[]{200, 31 * seed + 5}, new Object[]{90, 2});
            assertThat(told).contains("compiled run 0 from the loop at");
        }
    }

    @Test
    @Timeout(120)
    void loopsThatWereEnteredCanBeEnded() throws Exception {
        String module = """
                        (module (import "host" "ready" (func $ready))
                          (func (export "run") (param $n i32) (result i32) (local $i i32)
                            (loop $next
                              (local.set $i (i32.add (local.get $i) (i32.const 1)))
                              (if (i32.eq (local.get $i) (i32.const 100000)) (then (call $ready)))
                              (br $next))
                            (unreachable)))""";
        for (boolean interrupted : new boolean[]{false, true}) {
            CountDownLatch ready = new CountDownLatch(1);
            Context context = entering(100).build();
            Value run = CompiledTierTest.exports(context, module, ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("ready", (ProxyExecutable) _ -> {
                ready.countDown();
                return null;
            }))))).getMember("run");
            Thread killer = Thread.ofPlatform().start(() -> {
                try {
                    ready.await();
                    if (interrupted) {
                        context.interrupt(Duration.ofMinutes(1));
                    } else {
                        context.close(true);
                    }
                } catch (InterruptedException | TimeoutException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatThrownBy(() -> run.execute(0)).isInstanceOfSatisfying(PolyglotException.class,
                            e -> assertThat(interrupted ? e.isInterrupted() : e.isCancelled()).isTrue());
            killer.join(TimeUnit.MINUTES.toMillis(1));
            context.close(true);
        }
    }

    /** One call, from the interpreter into compiled code, while the guest goes on. */
    @Test
    @Timeout(120)
    void aLoopGetsToCodeThatWasMadeInTheBackground() {
        String module = """
                        (module (import "host" "compiled" (func $compiled (result i32)))
                          (func (export "run") (result i32) (local $i i32)
                            (loop $next
                              (local.set $i (i32.add (local.get $i) (i32.const 1)))
                              (br_if $next (i32.eqz (call $compiled))))
                            (local.get $i)))""";
        try (Context context = Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CompiledTierLoopThreshold", "10").build()) {
            Value run = CompiledTierTest.exports(context, module, ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("compiled",
                            (ProxyExecutable) _ -> isInCompiledCode() ? 1 : 0))))).getMember("run");
            assertThat(run.execute().asInt()).isGreaterThan(10);
        }
    }

    private static boolean isInCompiledCode() {
        return StackWalker.getInstance().walk(frames -> frames.anyMatch(
                        frame -> frame.getClassName().startsWith(CompiledClasses.PACKAGE)));
    }
}
