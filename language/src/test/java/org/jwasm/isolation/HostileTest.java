// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.capabilities.AuditEvent;
import org.jwasm.capabilities.AuditLog;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.nanoprocess.Death;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Resource;
import org.jwasm.nanoprocess.State;
import org.jwasm.nanoprocess.Supervisor;
import org.jwasm.nanoprocess.TypedFunction;
import org.jwasm.wit.WitFunction;

/** Guests that try to take others, the host, or its supervisor with them. */
@Timeout(120)
class HostileTest {

    private static final String BUSY = """
                    (module (global $stop (mut i32) (i32.const 0)) (global $in (mut i32) (i32.const 0))
                      (func (export "work") (loop (br_if 0 (i32.eqz (global.get $stop)))))
                      (func (export "count") (param i32) (result i32) (local $i i32)
                        (loop (local.set $i (i32.add (local.get $i) (i32.const 1))) (br_if 0 (i32.lt_u (local.get $i) (local.get 0)))) (local.get $i))
                      (func (export "ping") (result i32) (i32.const 1)))""";

    private final Supervisor supervisor = Supervisor.create();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        supervisor.close();
        threads.shutdown();
    }

    private Image image(String text) {
        return supervisor.load("test", text.getBytes(StandardCharsets.UTF_8));
    }

    private NanoProcess spawn(String name, String text) {
        return supervisor.spawn(name, image(text), Endowment.EMPTY);
    }

    private NanoProcess caller(String name, NanoProcess callee, String function, String type) {
        String text = "(module (import \"callee\" \"" + function + "\" (func $f " + type + ")) (export \"call\" (func $f)) (func (export \"run\") (drop (call $f (i32.const 10000000)))))";
        return supervisor.spawn(name, image(text), Endowment.builder().bind("callee", function, callee.function(function)).build());
    }

    private static void awaitBusy(NanoProcess process) throws InterruptedException {
        while (!process.isBusy()) {
            Thread.sleep(1);
        }
    }

    /** R17: a callback that came in again and went out leaves who can be stopped. */
    @Test
    void aCallbackLeavesWhoCanBeKilled() throws Exception {
        NanoProcess[] guest = new NanoProcess[1];
        TypedFunction callBack = TypedFunction.of(WitFunction.parse("back: func()"), _ -> {
            guest[0].call("ping");
            return null;
        });
        guest[0] = supervisor.spawn("guest", image("""
                        (module (import "host" "back" (func $back)) (func (export "ping") (result i32) (i32.const 1))
                          (func (export "run") (call $back) (loop (br 0))))"""), Endowment.builder().bind("host", "back", callBack).build());
        CompletableFuture<Object> call = CompletableFuture.supplyAsync(() -> guest[0].call("run"), threads);
        awaitBusy(guest[0]);
        Thread.sleep(100);
        guest[0].kill("test");
        assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS)).hasMessageContaining("killed: test");
        guest[0].reaped().get(20, TimeUnit.SECONDS);
    }

    /** R17: who waits for its turn in a busy service can be killed, and the service goes on. */
    @Test
    void whoWaitsForATurnCanBeKilled() throws Exception {
        NanoProcess service = spawn("service", BUSY);
        CompletableFuture<Object> busy = CompletableFuture.supplyAsync(() -> service.call("work"), threads);
        awaitBusy(service);
        NanoProcess client = caller("client", service, "count", "(param i32) (result i32)");
        CompletableFuture<Object> call = CompletableFuture.supplyAsync(() -> client.call("run"), threads);
        awaitBusy(client);
        Thread.sleep(100);
        client.kill("test");
        assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS)).hasMessageContaining("killed: test");
        client.reaped().get(20, TimeUnit.SECONDS);
        assertThat(service.isAlive()).isTrue();
        service.kill("end");
        assertThatThrownBy(() -> busy.get(60, TimeUnit.SECONDS)).hasMessageContaining("killed: end");
    }

    /** R17: who is killed while it calls a sibling takes nothing of the sibling with it. */
    @Test
    void aCalleeOutlivesItsCaller() throws Exception {
        NanoProcess service = spawn("service", BUSY);
        NanoProcess client = caller("client", service, "count", "(param i32) (result i32)");
        CompletableFuture<Object> call = CompletableFuture.supplyAsync(() -> client.call("run"), threads);
        awaitBusy(service);
        client.kill("test");
        assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS)).hasMessageContaining("killed: test");
        client.reaped().get(20, TimeUnit.SECONDS);
        assertThat(service.isAlive()).isTrue();
        assertThat(service.call("ping")).isEqualTo(1);
    }

    /** Recursion through two nano-processes ends both, wherever the stack ends, and hangs nobody. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8, 11, 15})
    void recursionAcrossIsHarmless(int padding) throws Exception {
        String locals = "(local i64)".repeat(padding * 3);
        NanoProcess inner = spawn("inner", """
                        (module (table (export "t") 1 externref)
                          (func $deep (export "deep") (param i32) LOCALS
                            (if (local.get 0) (then (call $deep (i32.sub (local.get 0) (i32.const 1))))))
                          (func (export "ping") (result i32) (i32.const 1)))""".replace("LOCALS", locals));
        NanoProcess outer = supervisor.spawn("outer", image("""
                        (module (import "inner" "deep" (func $deep (param i32)))
                          (func $f (export "f") LOCALS (call $deep (i32.const 3)) (call $f)))""".replace("LOCALS", locals)),
                        Endowment.builder().bind("inner", "deep", inner.function("deep")).build());
        for (int i = 0; i < 2; i++) {
            NanoProcess victim = i == 0 ? outer : inner;
            if (victim.isAlive()) {
                Object[] arguments = i == 0 ? new Object[0] : new Object[]{Integer.MAX_VALUE};
                assertThatThrownBy(() -> victim.call(arguments.length == 0 ? "f" : "deep", arguments)).isInstanceOf(NanoProcessException.class);
            }
        }
        outer.reaped().get(20, TimeUnit.SECONDS);
        inner.reaped().get(20, TimeUnit.SECONDS);
        assertThat(spawn("next", BUSY).call("ping")).isEqualTo(1);
    }

    /** A calls B calls A, for ever. */
    @Test
    void recursionBetweenIsHarmless() throws Exception {
        NanoProcess first = spawn("first", """
                        (module (import "capability-method" "call(string)" (func $call (param externref i32 i32)))
                          (global $g (mut externref) (ref.null extern)) (memory 1) (data (i32.const 0) "f")
                          (func (export "set") (param externref) (global.set $g (local.get 0)))
                          (func (export "f") (call $call (global.get $g) (i32.const 0) (i32.const 1))))""");
        NanoProcess second = spawn("second", """
                        (module (import "capability-method" "call(string)" (func $call (param externref i32 i32)))
                          (global $g (mut externref) (ref.null extern)) (memory 1) (data (i32.const 0) "f")
                          (func (export "set") (param externref) (global.set $g (local.get 0)))
                          (func (export "f") (call $call (global.get $g) (i32.const 0) (i32.const 1))))""");
        first.call("set", second.control());
        second.call("set", first.control());
        assertThatThrownBy(() -> first.call("f")).isInstanceOf(NanoProcessException.class);
        first.kill("it may be alive");
        second.kill("it may be alive");
        first.reaped().get(20, TimeUnit.SECONDS);
        second.reaped().get(20, TimeUnit.SECONDS);
    }

    /** R8: by no kind of call do two come to share a structure, in which they could hand each other anything. */
    @Test
    void noStructurePassesThroughControl() {
        NanoProcess taker = spawn("taker", """
                        (module (global $kept (mut externref) (ref.null extern))
                          (func (export "take") (param externref) (global.set $kept (local.get 0)))
                          (func (export "nothing") (result i32) (ref.is_null (global.get $kept))))""");
        NanoProcess giver = spawn("giver", """
                        (module (type $s (struct (field (mut i32))))
                          (import "capability-method" "call(string,capability)" (func $call (param externref i32 i32 externref)))
                          (global $g (mut externref) (ref.null extern)) (memory 1) (data (i32.const 0) "take")
                          (func (export "set") (param externref) (global.set $g (local.get 0)))
                          (func (export "give") (call $call (global.get $g) (i32.const 0) (i32.const 4)
                            (extern.convert_any (struct.new $s (i32.const 42))))))""");
        giver.call("set", taker.control());
        assertThatThrownBy(() -> giver.call("give")).isInstanceOf(NanoProcessException.class);
        assertThat(taker.call("nothing")).isEqualTo(1);
    }

    /** Two that call each other from two threads: one of the calls fails, which the module can catch. */
    @Test
    void crossingCallsDontHang() throws Exception {
        String text = """
                        (module (import "capability-method" "call(string)->s32" (func $call (param externref i32 i32) (result i32)))
                          (global $g (mut externref) (ref.null extern)) (memory 1) (data (i32.const 0) "ping")
                          (func (export "set") (param externref) (global.set $g (local.get 0)))
                          (func (export "ping") (result i32) (i32.const 1))
                          (func (export "f") (param i32) (result i32) (local $failed i32)
                            (loop $again
                              (block $caught
                                (try_table (catch_all $caught) (drop (call $call (global.get $g) (i32.const 0) (i32.const 4))))
                                (local.set $failed (i32.sub (local.get $failed) (i32.const 1))))
                              (local.set $failed (i32.add (local.get $failed) (i32.const 1)))
                              (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                              (br_if $again (local.get 0)))
                            (local.get $failed)))""";
        NanoProcess first = spawn("first", text);
        NanoProcess second = spawn("second", text);
        first.call("set", second.control());
        second.call("set", first.control());
        CompletableFuture<Object> one = CompletableFuture.supplyAsync(() -> first.call("f", 3_000), threads);
        CompletableFuture<Object> two = CompletableFuture.supplyAsync(() -> second.call("f", 3_000), threads);
        assertThat(one.get(100, TimeUnit.SECONDS)).isInstanceOf(Integer.class);
        assertThat(two.get(100, TimeUnit.SECONDS)).isInstanceOf(Integer.class);
        assertThat(first.isAlive() && second.isAlive()).isTrue();
    }

    /** R19: the death of a callee is something to catch, with a tag and an error number. */
    @Test
    void deathsCanBeCaught() {
        NanoProcess bad = spawn("bad", "(module (func (export \"f\") unreachable))");
        NanoProcess app = supervisor.spawn("app", image("""
                        (module (import "bad" "f" (func $f)) (import "capability-method" "failure" (tag $failure (param i32)))
                          (func (export "try") (result i32)
                            (block $caught (result i32) (try_table (catch $failure $caught) (call $f)) (i32.const 0))))"""),
                        Endowment.builder().bind("bad", "f", bad.function("f")).build());
        assertThat(app.call("try")).isEqualTo(71);
        assertThat(app.call("try")).as("again, now that it's dead").isEqualTo(71);
        assertThat(app.isAlive()).isTrue();
        assertThat(bad.death().cause()).isEqualTo(Death.Cause.TRAPPED);
    }

    /** R17: whatever a guest waits in. */
    @Test
    void waitingEndsWhenItIsKilled() throws Exception {
        String text = """
                        (module (import "capability" "clock" (global $clock externref))
                          (import "capability-method" "sleep(s64)" (func $sleep (param externref i64)))
                          (memory 1 1 shared)
                          (func (export "sleep") (call $sleep (global.get $clock) (i64.const 0x7fff_ffff_ffff)))
                          (func (export "wait") (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))))""";
        for (String function : new String[]{"sleep", "wait"}) {
            NanoProcess process = supervisor.spawn(function, image(text), Endowment.builder().grant("clock", ClockCapability.monotonic()).build());
            CompletableFuture<Object> call = CompletableFuture.supplyAsync(() -> process.call(function), threads);
            awaitBusy(process);
            Thread.sleep(20);
            process.kill("test");
            assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS)).hasMessageContaining("killed: test");
            process.reaped().get(10, TimeUnit.SECONDS);
        }
    }

    /** Many that run are stopped at the same time, not one after the other. */
    @Test
    void aTreeOfLoopsEndsAtOnce() throws Exception {
        NanoProcess root = spawn("root", BUSY);
        Image loop = image("(module (func (export \"loop\") (loop (br 0))))");
        for (int i = 0; i < 20; i++) {
            NanoProcess child = root.spawn("child" + i, loop, Endowment.EMPTY);
            threads.submit(() -> child.call("loop"));
            awaitBusy(child);
        }
        root.kill("test");
        root.reaped().get(20, TimeUnit.SECONDS);
        assertThat(supervisor.used(Resource.CHILDREN)).isZero();
    }

    @Test
    void pausingAndKillingAtOnceDontHang() throws Exception {
        Image loop = image("(module (func (export \"loop\") (loop (br 0))))");
        for (int i = 0; i < 50; i++) {
            NanoProcess process = supervisor.spawn("p" + i, loop, Endowment.EMPTY);
            CompletableFuture<Object> call = CompletableFuture.supplyAsync(() -> process.call("loop"), threads);
            awaitBusy(process);
            CountDownLatch start = new CountDownLatch(1);
            CompletableFuture<Void> pausing = CompletableFuture.runAsync(() -> {
                await(start);
                process.pause();
                process.resume();
                process.pause();
            }, threads);
            start.countDown();
            process.kill("test");
            pausing.get(10, TimeUnit.SECONDS);
            process.reaped().get(10, TimeUnit.SECONDS);
            assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS)).hasMessageContaining("killed");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Calls of what is paused wait too. */
    @Test
    void callsWaitForResumption() throws Exception {
        NanoProcess process = spawn("p", BUSY);
        process.pause();
        CompletableFuture<Object> call = CompletableFuture.supplyAsync(() -> process.call("ping"), threads);
        Thread.sleep(50);
        assertThat(call.isDone()).isFalse();
        assertThat(process.state()).isEqualTo(State.PAUSED);
        process.resume();
        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }

    /** R20: instances of one image share its code, and not a byte of state, nor what a dead one wrote. */
    @Test
    void nothingIsLeftBehind() {
        Image image = image("""
                        (module (memory 1) (data (i32.const 8) "abcd") (global $g (mut i32) (i32.const 7)) (table 1 externref) (tag $t (param i32))
                          (type $a (array (mut i32))) (global $shared (ref $a) (array.new $a (i32.const 5) (i32.const 1)))
                          (func (export "dirty") (i32.store (i32.const 8) (i32.const -1)) (i32.store (i32.const 60000) (i32.const -1))
                            (global.set $g (i32.const 9)) (array.set $a (global.get $shared) (i32.const 0) (i32.const 6)))
                          (func (export "look") (result i32)
                            (i32.add (i32.add (i32.eq (i32.load (i32.const 8)) (i32.const 0x64636261)) (i32.eqz (i32.load (i32.const 60000))))
                              (i32.add (i32.eq (global.get $g) (i32.const 7)) (i32.eq (array.get $a (global.get $shared) (i32.const 0)) (i32.const 5))))))""");
        NanoProcess dirty = supervisor.spawn("dirty", image, Endowment.EMPTY);
        NanoProcess before = supervisor.spawn("before", image, Endowment.EMPTY);
        dirty.call("dirty");
        assertThat(before.call("look")).isEqualTo(4);
        dirty.kill("test");
        dirty.reaped().join();
        for (int i = 0; i < 200; i++) {
            NanoProcess next = supervisor.spawn("next" + i, image, Endowment.builder().limits(i % 2 == 0 ? Limits.NONE : Limits.NONE.fuel(1000)).build());
            assertThat(next.call("look")).isEqualTo(4);
            next.call("dirty");
            next.kill("test");
        }
    }

    /** What objects of the host throw when they are let go of keeps nothing else from being cleaned up. */
    @Test
    void cleaningUpGoesOn() throws Exception {
        AuditLog log = AuditLog.builder().sink(event -> {
            if (event.type() == AuditEvent.Type.REVOCATION) {
                throw new IllegalStateException("the disk is full");
            }
        }).build();
        try (Supervisor logged = Supervisor.create(Limits.NONE, log)) {
            Image image = logged.load("memory", "(module (memory 2))".getBytes(StandardCharsets.UTF_8));
            AtomicInteger closed = new AtomicInteger();
            Endowment.Builder endowment = Endowment.builder();
            for (int i = 0; i < 3; i++) {
                endowment.grant("in" + i, InputStreamCapability.of(new InputStream() {
                    @Override
                    public int read() {
                        return -1;
                    }

                    @Override
                    public void close() {
                        closed.incrementAndGet();
                        throw new IllegalStateException("can't be closed");
                    }
                }));
            }
            NanoProcess parent = logged.spawn("parent", image, endowment.build());
            NanoProcess child = parent.spawn("child", image, endowment.build());
            parent.kill("test");
            parent.reaped().get(60, TimeUnit.SECONDS);
            child.reaped().get(60, TimeUnit.SECONDS);
            assertThat(logged.used(Resource.MEMORY)).isZero();
            assertThat(logged.used(Resource.CHILDREN)).isZero();
            assertThat(parent.holder().grants()).isEmpty();
            assertThat(logged.spawn("parent", image, Endowment.EMPTY).isAlive()).isTrue();
        }
    }

    /** What a function took and doesn't give back isn't looked at on the way back. */
    @Test
    void argumentsStayBehind() throws Exception {
        AuditLog log = AuditLog.builder().build();
        try (Supervisor logged = Supervisor.create(Limits.NONE, log)) {
            NanoProcess callee = logged.spawn("callee", logged.load("callee", """
                            (module (import "capability-method" "revoke()" (func $revoke (param externref)))
                              (func (export "f") (param externref externref) (result externref) (call $revoke (local.get 1)) (local.get 0)))""".getBytes(
                            StandardCharsets.UTF_8)), Endowment.EMPTY);
            NanoProcess caller = logged.spawn("caller", logged.load("caller", """
                            (module (import "callee" "f" (func $f (param externref externref) (result externref)))
                              (import "capability" "a" (global $a externref)) (import "capability" "b" (global $b externref))
                              (func (export "g") (drop (call $f (global.get $a) (global.get $b)))))""".getBytes(StandardCharsets.UTF_8)), Endowment.builder().bind(
                                            "callee", "f", callee.function("f")).grant("a", ClockCapability.monotonic()).grant("b", ClockCapability.realtime()).build());
            caller.call("g");
            assertThat(log.trail().events(AuditEvent.Type.GRANT)).extracting(AuditEvent::holder).containsExactly("caller", "caller", "callee", "callee", "caller");
        }
    }
}
