// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guests that try to take down their host. */
class HostileGuestTest {

    private static final String RECURSION = """
                    (module (import "env" "host" (func $host (param i32)))
                      (func $r (export "recurse") (param i32) (result i32) (i32.add (call $r (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))
                      (func $h (export "recurseThroughHost") (param i32) (call $host (local.get 0)))
                      (func (export "fine") (result i32) (i32.const 42)))""";

    @Test
    void endlessRecursionTraps() {
        try (Context context = Context.create("wasm")) {
            AtomicReference<Value> exports = new AtomicReference<>();
            ProxyExecutable host = arguments -> exports.get().invokeMember("recurseThroughHost", arguments[0].asInt() + 1);
            exports.set(Wat.module(context, RECURSION).newInstance(
                            ProxyObject.fromMap(Map.of("env", ProxyObject.fromMap(Map.of("host", host))))).getMember("exports"));
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> exports.get().invokeMember("recurse", 0)).isInstanceOfSatisfying(PolyglotException.class, e -> {
                    assertThat(e.getMessage()).isEqualTo("call stack exhausted");
                    assertThat(e.getGuestObject().getMember("failureType").asString()).isEqualTo("exhaustion");
                    assertThat(e.isInternalError()).isFalse();
                });
                assertThat(exports.get().invokeMember("fine").asInt()).isEqualTo(42);
            }
            assertThatThrownBy(() -> exports.get().invokeMember("recurseThroughHost", 0)).isInstanceOf(PolyglotException.class);
            assertThat(exports.get().invokeMember("fine").asInt()).isEqualTo(42);
        }
    }

    @Test
    @Timeout(60)
    void endlessLoopsCanBeCancelled() throws InterruptedException {
        for (String body : new String[]{"(loop (br 0))", "(loop (global.set 0 (i32.add (global.get 0) (i32.const 1))) (br 0))",
                        "(loop (br_if 0 (i32.const 1)) unreachable)", "(loop (call $nothing) (br 0))",
                        "(loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 0x8000000)) (br 0))",
                        "(loop (memory.copy (i32.const 0) (i32.const 1) (i32.const 0x7000000)) (br 0))"}) {
            Context context = Context.create("wasm");
            Value exports = Wat.exports(context, "(module (memory 2048) (global (mut i32) (i32.const 0)) (func $nothing) (func (export \"run\") " + body + "))");
            CountDownLatch running = new CountDownLatch(1);
            AtomicReference<Throwable> end = new AtomicReference<>();
            Thread guest = new Thread(() -> {
                running.countDown();
                try {
                    exports.invokeMember("run");
                } catch (Throwable e) {
                    end.set(e);
                }
            });
            guest.start();
            running.await();
            Thread.sleep(300);
            context.close(true);
            assertThat(guest.join(Duration.ofSeconds(10))).isTrue();
            assertThat(end.get()).isInstanceOfSatisfying(PolyglotException.class, e -> assertThat(e.isCancelled()).isTrue());
        }
    }

    @Test
    void memoriesStayBelowTheLimit() {
        try (Context context = Context.newBuilder("wasm").option("wasm.MaxMemoryPages", "10").build()) {
            Value exports = Wat.exports(context, """
                            (module (memory 1) (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
                              (func (export "size") (result i32) (memory.size)))""");
            assertThat(exports.invokeMember("grow", 10).asInt()).isEqualTo(-1);
            assertThat(exports.invokeMember("grow", 9).asInt()).isEqualTo(1);
            assertThat(exports.invokeMember("grow", 1).asInt()).isEqualTo(-1);
            assertThat(exports.invokeMember("grow", -1).asInt()).isEqualTo(-1);
            assertThat(exports.invokeMember("size").asInt()).isEqualTo(10);
            assertThatThrownBy(() -> Wat.exports(context, "(module (memory 11))")).isInstanceOf(PolyglotException.class).hasMessageContaining("limit 10 pages");
        }
    }

    @Test
    void limitsAreNoNegativeNumbers() {
        for (String wrong : new String[]{"-1", "x"}) {
            assertThatThrownBy(() -> Context.newBuilder("wasm").option("wasm.MaxMemoryPages", wrong).build()).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void tablesStayBelowTheLimit() {
        try (Context context = Context.newBuilder("wasm").option("wasm.MaxTableElements", "100").build()) {
            Value exports = Wat.exports(context, """
                            (module (table $t 1 externref)
                              (func (export "grow") (param i32) (result i32) (table.grow $t (ref.null extern) (local.get 0))))""");
            assertThat(exports.invokeMember("grow", 100).asInt()).isEqualTo(-1);
            assertThat(exports.invokeMember("grow", 99).asInt()).isEqualTo(1);
            assertThatThrownBy(() -> Wat.exports(context, "(module (table 101 funcref))")).isInstanceOf(PolyglotException.class).hasMessageContaining("limit 100");
        }
    }

    @Test
    void trapsLeaveTheInstanceUsable() {
        try (Context context = Context.create("wasm")) {
            Value exports = Wat.exports(context, """
                            (module (memory 1) (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
                              (func (export "fill") (param i32 i32) (memory.fill (local.get 0) (i32.const 1) (local.get 1))))""");
            for (int i = 0; i < 5_000; i++) {
                int address = i % 2 == 0 ? 65533 : -1;
                assertThatThrownBy(() -> exports.invokeMember("load", address)).hasMessage("out of bounds memory access");
                assertThat(exports.invokeMember("load", 65532).asInt()).isZero();
            }
            assertThatThrownBy(() -> exports.invokeMember("fill", 65000, 537)).hasMessage("out of bounds memory access");
            assertThat(exports.invokeMember("load", 65532).asInt()).as("nothing was written").isZero();
        }
    }

    @Test
    void contextsOfOneEngineShareCodeButNoState() {
        try (Engine engine = Engine.create("wasm")) {
            Source source = Wat.source("counter", """
                            (module (memory 1) (func (export "count") (result i32)
                              (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1))) (i32.load (i32.const 0))))""");
            for (int i = 0; i < 3; i++) {
                try (Context context = Context.newBuilder("wasm").engine(engine).build()) {
                    Value exports = context.eval(source).newInstance().getMember("exports");
                    for (int expected = 1; expected <= 500; expected++) {
                        assertThat(exports.invokeMember("count").asInt()).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void anInstanceRacedByThreadsHarmsNobody() throws InterruptedException {
        try (Context context = Context.create("wasm")) {
            Value exports = Wat.exports(context, """
                            (module (memory 1 200)
                              (func (export "grow") (drop (memory.grow (i32.const 1))))
                              (func (export "sweep") (result i32) (local $a i32) (local $sum i32)
                                (local.set $a (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 4)))
                                (loop $l
                                  (i32.store (local.get $a) (local.get $a))
                                  (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $a))))
                                  (local.set $a (i32.sub (local.get $a) (i32.const 64)))
                                  (br_if $l (i32.gt_s (local.get $a) (i32.const 0))))
                                (local.get $sum)))""");
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread[] threads = new Thread[3];
            for (int t = 0; t < threads.length; t++) {
                String function = t == 0 ? "grow" : "sweep";
                threads[t] = new Thread(() -> {
                    try {
                        for (int i = 0; i < 150; i++) {
                            exports.invokeMember(function);
                        }
                    } catch (Throwable e) {
                        failure.compareAndSet(null, e);
                    }
                });
                threads[t].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failure.get()).isNull();
        }
    }
}
