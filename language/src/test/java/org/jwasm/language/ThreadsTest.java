// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of one context with a shared memory. */
@Timeout(60)
class ThreadsTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 20_000;
    private static final int OK = 0;
    private static final int NOT_EQUAL = 1;
    private static final int TIMED_OUT = 2;

    private final Context context = Context.newBuilder("wasm").build();
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        executor.shutdownNow();
        context.close(true);
    }

    /** Runs a task in each of the threads and returns what they give. */
    private <T> List<T> inThreads(Callable<T> task) throws Exception {
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            futures.add(executor.submit(task));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private static String counter(String type, int address, String update) {
        return """
                        (module (memory 1 1 shared)
                          (func (export "run") (param $rounds i32)
                            (loop $next %s
                              (br_if $next (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1))))))
                          (func (export "value") (result %s) (%s.atomic.load (i32.const %d))))""".formatted(update, type, type, address);
    }

    private long count(String module) throws Exception {
        Value exports = Wat.exports(context, module);
        inThreads(() -> exports.invokeMember("run", ROUNDS));
        return exports.invokeMember("value").asLong();
    }

    @Test
    void additionsAreAtomic() throws Exception {
        assertThat(count(counter("i32", 8, "(drop (i32.atomic.rmw.add (i32.const 8) (i32.const 1)))"))).isEqualTo(THREADS * ROUNDS);
        assertThat(count(counter("i64", 8, "(drop (i64.atomic.rmw.sub (i32.const 8) (i64.const -3)))"))).isEqualTo(3L * THREADS * ROUNDS);
    }

    /** Bytes of one word don't get in each other's way: each half counts modulo 2^16, and the halves add up. */
    @Test
    void partsOfAWordAreAtomic() throws Exception {
        long word = count(counter("i32", 4, """
                        (drop (i32.atomic.rmw16.add_u (i32.const 4) (i32.const 1)))
                        (drop (i32.atomic.rmw8.add_u (i32.const 6) (i32.const 1)))
                        (drop (i32.atomic.rmw8.sub_u (i32.const 7) (i32.const 1)))"""));
        int total = THREADS * ROUNDS;
        assertThat(word & 0xFFFF).isEqualTo(total & 0xFFFF);
        assertThat(word >> 16 & 0xFF).isEqualTo(total & 0xFF);
        assertThat(word >> 24 & 0xFF).isEqualTo(-total & 0xFF);
    }

    @Test
    void exchangesMakeLocks() throws Exception {
        String lock = "(loop $spin (br_if $spin (i32.atomic.rmw.cmpxchg (i32.const 0) (i32.const 0) (i32.const 1))))";
        String unlock = "(i32.atomic.store (i32.const 0) (i32.const 0))";
        String increment = "(i32.store (i32.const 16) (i32.add (i32.load (i32.const 16)) (i32.const 1)))";
        assertThat(count(counter("i32", 16, lock + increment + unlock))).isEqualTo(THREADS * ROUNDS);
    }

    /** Of wider operands only the bits that are in memory matter. */
    @Test
    void narrowComparisonsWrapWhatIsExpected() {
        Value exports = Wat.exports(context, """
                        (module (memory 1 1 shared)
                          (func (export "f") (result i64)
                            (i64.atomic.store (i32.const 0) (i64.const 0x1122334455667788))
                            (drop (i64.atomic.rmw16.cmpxchg_u (i32.const 0) (i64.const 0x9999999999997788) (i64.const 0xABCDEF)))
                            (i64.atomic.load (i32.const 0))))""");
        assertThat(exports.invokeMember("f").asLong()).isEqualTo(0x112233445566CDEFL);
    }

    private Value waiting() {
        return Wat.exports(context, """
                        (module (memory (export "memory") 1 2 shared)
                          (func (export "wait") (param i32 i64) (result i32)
                            (memory.atomic.wait32 offset=8 (i32.const 0) (local.get 0) (local.get 1)))
                          (func (export "wait64") (param i64 i64) (result i32)
                            (memory.atomic.wait64 (i32.const 16) (local.get 0) (local.get 1)))
                          (func (export "notify") (param i32) (result i32)
                            (memory.atomic.notify (i32.const 8) (local.get 0)))
                          (func (export "grow") (result i32) (memory.grow (i32.const 1)))
                          (func (export "load") (result i32) (i32.load (i32.const 65536)))
                          (func (export "store") (i32.store (i32.const 65536) (i32.const 7))))""");
    }

    @Test
    void waitsEndByThemselves() {
        Value exports = waiting();
        assertThat(exports.invokeMember("wait", 1, -1L).asInt()).isEqualTo(NOT_EQUAL);
        assertThat(exports.invokeMember("wait64", 0x1_0000_0000L, -1L).asInt()).isEqualTo(NOT_EQUAL);
        long start = System.nanoTime();
        assertThat(exports.invokeMember("wait", 0, 30_000_000L).asInt()).isEqualTo(TIMED_OUT);
        assertThat(exports.invokeMember("wait64", 0, 30_000_000L).asInt()).isEqualTo(TIMED_OUT);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(60_000_000L);
        assertThat(exports.invokeMember("notify", 5).asInt()).isZero();
    }

    @Test
    void notificationsWakeAsManyAsAskedFor() throws Exception {
        Value exports = waiting();
        List<Future<Integer>> waiters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiters.add(executor.submit(() -> exports.invokeMember("wait", 0, -1L).asInt()));
        }
        notifyAll(exports, 1, 1);
        // -1 is the most that can be asked for.
        notifyAll(exports, -1, 2);
        for (Future<Integer> waiter : waiters) {
            assertThat(waiter.get()).isEqualTo(OK);
        }
        assertThat(exports.invokeMember("notify", -1).asInt()).isZero();
    }

    /** Notifies again and again, with at most {@code count} each time, until {@code total} threads were woken. */
    private static void notifyAll(Value exports, int count, int total) throws InterruptedException {
        for (int woken = 0; woken < total; Thread.sleep(1)) {
            int now = exports.invokeMember("notify", count).asInt();
            assertThat(Integer.compareUnsigned(now, count)).isLessThanOrEqualTo(0);
            woken += now;
        }
    }

    @Test
    void closingAContextEndsWaits() throws Exception {
        Value exports = waiting();
        Future<Value> waiter = executor.submit(() -> exports.invokeMember("wait", 0, -1L));
        Thread.sleep(100);
        assertThat(waiter.isDone()).isFalse();
        context.close(true);
        assertThatThrownBy(() -> waiter.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                        .cause().isInstanceOfSatisfying(PolyglotException.class, e -> assertThat(e.isCancelled()).isTrue());
    }

    @Test
    void interruptionsEndWaits() throws Exception {
        Value exports = waiting();
        Future<Integer> waiter = executor.submit(() -> exports.invokeMember("wait", 0, -1L).asInt());
        Thread.sleep(50);
        context.interrupt(Duration.ofSeconds(10));
        assertThatThrownBy(waiter::get).cause().isInstanceOfSatisfying(PolyglotException.class, e -> assertThat(e.isInterrupted()).isTrue());
        assertThat(exports.invokeMember("notify", 1).asInt()).as("who was interrupted waits no more").isZero();
    }

    @Test
    void growthIsSeenByAll() throws Exception {
        Value exports = waiting();
        assertThatThrownBy(() -> exports.invokeMember("load")).hasMessageContaining("out of bounds memory access");
        assertThat(executor.submit(() -> exports.invokeMember("grow").asInt()).get()).isEqualTo(1);
        exports.invokeMember("store");
        assertThat(inThreads(() -> exports.invokeMember("load").asInt())).containsOnly(7);
        assertThat(exports.invokeMember("grow").asInt()).isEqualTo(-1);
    }

    @Test
    void whatIsNotSharedCannotBeWaitedFor() {
        Value exports = Wat.exports(context, """
                        (module (memory 1)
                          (func (export "wait") (param i32) (result i32)
                            (memory.atomic.wait32 (local.get 0) (i32.const 0) (i64.const -1)))
                          (func (export "notify") (param i32) (result i32)
                            (memory.atomic.notify (local.get 0) (i32.const 1))))""");
        assertThatThrownBy(() -> exports.invokeMember("wait", 0)).hasMessage("expected shared memory");
        assertThatThrownBy(() -> exports.invokeMember("wait", 2)).hasMessage("unaligned atomic");
        assertThatThrownBy(() -> exports.invokeMember("wait", 65536)).hasMessage("out of bounds memory access");
        assertThat(exports.invokeMember("notify", 0).asInt()).isZero();
        assertThatThrownBy(() -> exports.invokeMember("notify", 2)).hasMessage("unaligned atomic");
    }
}
