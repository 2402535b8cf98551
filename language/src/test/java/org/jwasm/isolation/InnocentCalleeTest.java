// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.State;
import org.jwasm.nanoprocess.Supervisor;
import org.jwasm.nanoprocess.TypedFunction;
import org.jwasm.wit.WitFunction;

/** What happens to a caller, or what it does, is no harm to those that it calls, and that others call as well. */
@Timeout(120)
class InnocentCalleeTest {

    private static final String COUNT = "(param i32) (result i32)";
    /** Counts until it is told to stop by the host, which gives the numbers. */
    private static final String SERVICE = """
                    (module (import "host" "more" (func $more (result i32)))
                      (func (export "count") (param i32) (result i32) (local $i i32)
                        (loop (local.set $i (i32.add (local.get $i) (i32.const 1))) (br_if 0 (call $more))) (local.get $i))
                      (func (export "ping") (result i32) (i32.const 1)))""";

    private final Supervisor supervisor = Supervisor.create();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean isToGoOn = true;
    private final CountDownLatch counting = new CountDownLatch(1);

    @AfterEach
    void close() {
        isToGoOn = false;
        supervisor.close();
        threads.shutdown();
    }

    private NanoProcess spawn(String name, String text, Endowment endowment) {
        return supervisor.spawn(name, supervisor.load(name, text.getBytes(StandardCharsets.UTF_8)), endowment);
    }

    /** One that counts as long as {@link #isToGoOn}. */
    private NanoProcess service() {
        TypedFunction more = TypedFunction.of(WitFunction.parse("more: func() -> bool"), _ -> {
            counting.countDown();
            return isToGoOn;
        });
        return spawn("service", SERVICE, Endowment.builder().bind("host", "more", more).build());
    }

    private NanoProcess client(NanoProcess service) {
        String text = "(module (import \"service\" \"count\" (func $f " + COUNT + ")) (func (export \"run\") (result i32) (call $f (i32.const 0))))";
        return spawn("client", text, Endowment.builder().bind("service", "count", service.function("count")).build());
    }

    private <T> CompletableFuture<T> start(java.util.function.Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, threads);
    }

    /** A pause is of the caller's own code; what it calls goes on, and serves others. */
    @Test
    void aPausedCallerDoesNotHoldItsCallee() throws Exception {
        NanoProcess service = service();
        NanoProcess client = client(service);
        CompletableFuture<Object> call = start(() -> client.call("run"));
        counting.await();
        client.pause();
        assertThat(client.state()).isEqualTo(State.PAUSED);
        isToGoOn = false;
        assertThat(start(() -> service.call("ping")).get(60, TimeUnit.SECONDS)).isEqualTo(1);
        while (service.isBusy()) {
            Thread.sleep(1);
        }
        Thread.sleep(50);
        assertThat(call.isDone()).as("it waits when it is back").isFalse();
        client.resume();
        assertThat((int) call.get(60, TimeUnit.SECONDS)).isPositive();
    }

    /** While it is paused on its way back, it can be killed. */
    @Test
    void aPausedCallerCanBeKilled() throws Exception {
        NanoProcess service = service();
        NanoProcess client = client(service);
        CompletableFuture<Object> call = start(() -> client.call("run"));
        counting.await();
        client.pause();
        isToGoOn = false;
        assertThat(start(() -> service.call("ping")).get(60, TimeUnit.SECONDS)).isEqualTo(1);
        client.kill("test");
        assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS)).hasMessageContaining("killed: test");
        client.reaped().get(60, TimeUnit.SECONDS);
        assertThat(service.isAlive()).isTrue();
    }

    /** Who waits for one that is paused can itself be stopped. */
    @Test
    void whoWaitsForOneThatIsPausedCanBeKilled() throws Exception {
        NanoProcess service = service();
        NanoProcess client = client(service);
        service.pause();
        CompletableFuture<Object> call = start(() -> client.call("run"));
        while (!client.isBusy()) {
            Thread.sleep(1);
        }
        client.kill("test");
        assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS)).hasMessageContaining("killed: test");
        client.reaped().get(60, TimeUnit.SECONDS);
        service.resume();
        assertThat(service.call("ping")).isEqualTo(1);
    }

    /** One that is called can stop its caller, which takes effect when the call returns. */
    @Test
    void aCalleeCanPauseItsCaller() throws Exception {
        NanoProcess[] client = new NanoProcess[1];
        TypedFunction stop = TypedFunction.of(WitFunction.parse("stop: func()"), _ -> {
            client[0].pause();
            return null;
        });
        NanoProcess callee = spawn("callee", "(module (import \"host\" \"stop\" (func $stop)) (func (export \"f\") (call $stop)))",
                        Endowment.builder().bind("host", "stop", stop).build());
        client[0] = spawn("client", "(module (import \"callee\" \"f\" (func $f)) (func (export \"run\") (call $f)))",
                        Endowment.builder().bind("callee", "f", callee.function("f")).build());
        CompletableFuture<Object> call = start(() -> client[0].call("run"));
        while (client[0].state() != State.PAUSED || callee.isBusy()) {
            Thread.sleep(1);
        }
        Thread.sleep(50);
        assertThat(call.isDone()).isFalse();
        client[0].resume();
        call.get(60, TimeUnit.SECONDS);
    }

    /** A caller whose allocator never returns has its result, and its callee is free: also if it is paused there, or killed. */
    @Test
    void anAllocatorThatNeverReturnsHoldsNobody() throws Exception {
        WitFunction greet = WitFunction.parse("greet: func() -> string");
        NanoProcess callee = spawn("callee", """
                        (module (memory (export "memory") 1) (data (i32.const 64) "hello") (data (i32.const 8) "\\40\\00\\00\\00\\05\\00\\00\\00")
                          (global $done (mut i32) (i32.const 0))
                          (func (export "greet") (result i32) (i32.const 8))
                          (func (export "cabi_post_greet") (param i32) (global.set $done (i32.add (global.get $done) (i32.const 1))))
                          (func (export "done") (result i32) (global.get $done)))""", Endowment.EMPTY);
        CountDownLatch allocating = new CountDownLatch(1);
        NanoProcess caller = spawn("caller", """
                        (module (import "callee" "greet" (func $greet (param i32)))
                          (memory (export "memory") 1)
                          (global (export "in") (mut i32) (i32.const 0))
                          (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (loop (br 0)) unreachable)
                          (func (export "run") (call $greet (i32.const 0))))""",
                        Endowment.builder().bind("callee", "greet", callee.function(greet)).build());
        CompletableFuture<Object> call = start(() -> {
            allocating.countDown();
            return caller.call("run");
        });
        allocating.await();
        // Its result is taken out of the callee at once, by which the callee is told that it may free it.
        while (!start(() -> callee.call("done")).get(60, TimeUnit.SECONDS).equals(1)) {
            Thread.sleep(1);
        }
        caller.pause();
        assertThat(start(() -> callee.function(greet).call()).get(60, TimeUnit.SECONDS)).isEqualTo("hello");
        caller.resume();
        caller.kill("test");
        assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS)).hasMessageContaining("killed: test");
        caller.reaped().get(60, TimeUnit.SECONDS);
        assertThat(callee.isAlive()).isTrue();
    }

    /** Who calls by way of the host is as much outside as who calls directly. */
    @Test
    void aCalleeOutlivesACallerByWayOfTheHost() throws Exception {
        NanoProcess service = service();
        TypedFunction viaHost = TypedFunction.of(WitFunction.parse("count: func() -> s32"), _ -> service.call("count", 0));
        NanoProcess client = spawn("client", "(module (import \"host\" \"count\" (func $f (result i32))) (func (export \"run\") (drop (call $f)) (loop (br 0))))",
                        Endowment.builder().bind("host", "count", viaHost).build());
        CompletableFuture<Object> call = start(() -> client.call("run"));
        counting.await();
        client.kill("test");
        Thread.sleep(50);
        assertThat(service.isBusy()).as("it goes on").isTrue();
        isToGoOn = false;
        assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS)).isNotNull().hasMessageContaining("killed: test");
        client.reaped().get(60, TimeUnit.SECONDS);
        assertThat(service.isAlive()).isTrue();
        assertThat(service.call("ping")).isEqualTo(1);
    }

    /** The same three deep: the host calls, which is called by one that the first called. */
    @Test
    void aPauseByWayOfTheHostWaitsToo() throws Exception {
        NanoProcess service = service();
        TypedFunction viaHost = TypedFunction.of(WitFunction.parse("count: func() -> s32"), _ -> service.call("count", 0));
        NanoProcess middle = spawn("middle", "(module (import \"host\" \"count\" (func $f (result i32))) (func (export \"count\") " + COUNT + " (call $f)))",
                        Endowment.builder().bind("host", "count", viaHost).build());
        NanoProcess client = client(middle);
        CompletableFuture<Object> call = start(() -> client.call("run"));
        counting.await();
        client.pause();
        middle.pause();
        isToGoOn = false;
        assertThat(start(() -> service.call("ping")).get(60, TimeUnit.SECONDS)).isEqualTo(1);
        middle.resume();
        assertThat(start(() -> middle.call("count", 0)).get(60, TimeUnit.SECONDS)).isEqualTo(1);
        Thread.sleep(50);
        assertThat(call.isDone()).isFalse();
        client.resume();
        assertThat((int) call.get(60, TimeUnit.SECONDS)).isPositive();
    }

    /** The dead don't call on, by way of the host either. */
    @Test
    void theDeadCallNobodyByWayOfTheHost() throws Exception {
        NanoProcess service = service();
        isToGoOn = false;
        NanoProcess[] client = new NanoProcess[1];
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        TypedFunction viaHost = TypedFunction.of(WitFunction.parse("count: func() -> s32"), _ -> {
            client[0].kill("test");
            try {
                return service.call("count", 0);
            } catch (NanoProcessException e) {
                refused.complete(e);
                throw e;
            }
        });
        client[0] = spawn("client", "(module (import \"host\" \"count\" (func $f (result i32))) (func (export \"run\") (drop (call $f))))",
                        Endowment.builder().bind("host", "count", viaHost).build());
        assertThatThrownBy(() -> client[0].call("run")).hasMessageContaining("killed: test");
        assertThat(refused.get(60, TimeUnit.SECONDS)).hasMessageContaining("client");
    }

    /** A caller that uses up its stack, and calls at each depth, ends itself and not those that it calls, nor those that these call. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 11, 30})
    void aDeepCallerEndsAlone(int padding) {
        String locals = "(local i64)".repeat(padding * 3);
        String deep = """
                        (func $deep (export "deep") (param i32) LOCALS
                          (if (local.get 0) (then (call $deep (i32.sub (local.get 0) (i32.const 1)))) (else END)))""".replace("LOCALS", locals);
        NanoProcess last = spawn("last", "(module " + deep.replace("END", "") + ")", Endowment.EMPTY);
        NanoProcess middle = spawn("middle", "(module (import \"last\" \"deep\" (func $last (param i32))) " + deep.replace("END", "(call $last (i32.const 5))") + ")",
                        Endowment.builder().bind("last", "deep", last.function("deep")).build());
        String caller = """
                        (module (import "m" "deep" (func $direct (param i32))) (import "m" "typed" (func $typed (param i32)))
                          (import "capability" "middle" (global $middle externref))
                          (import "capability-method" "call(string,s32)" (func $control (param externref i32 i32 i32))) (memory 1) (data (i32.const 0) "deep")
                          (func $d (export "direct") LOCALS (call $direct (i32.const 30)) (call $d))
                          (func $t (export "typed") LOCALS (call $typed (i32.const 30)) (call $t))
                          (func $c (export "control") LOCALS (call $control (global.get $middle) (i32.const 0) (i32.const 4) (i32.const 30)) (call $c)))""";
        Endowment endowment = Endowment.builder().bind("m", "deep", middle.function("deep")).bind("m", "typed",
                        middle.function("deep", WitFunction.parse("deep: func(n: s32)"))).grant("middle", middle.control()).build();
        for (String way : new String[]{"direct", "typed", "control"}) {
            NanoProcess deepest = spawn(way, caller.replace("LOCALS", locals), endowment);
            assertThatThrownBy(() -> deepest.call(way)).hasMessageContaining("exhausted:call-depth");
            assertThat(middle.isAlive() && last.isAlive()).as(way).isTrue();
            middle.call("deep", 30);
        }
    }

    /** Where the stack doesn't reach for a call, the caller can catch that and go on. */
    @Test
    void aLackOfStackCanBeCaught() {
        NanoProcess callee = spawn("callee", "(module (func (export \"f\")))", Endowment.EMPTY);
        NanoProcess caller = spawn("caller", """
                        (module (import "callee" "f" (func $f)) (import "capability-method" "failure" (tag $failure (param i32)))
                          (global $depth (mut i32) (i32.const 0))
                          (func $r (export "r") (result i32)
                            (global.set $depth (i32.add (global.get $depth) (i32.const 1)))
                            (block $caught (result i32) (try_table (catch $failure $caught) (call $f)) (return (call $r))))
                          (func (export "depth") (result i32) (global.get $depth)))""",
                        Endowment.builder().bind("callee", "f", callee.function("f")).build());
        assertThat(caller.call("r")).as("no memory, in WASI").isEqualTo(48);
        assertThat((int) caller.call("depth")).isGreaterThan(100);
        assertThat(caller.call("r")).isEqualTo(48);
    }

    /** Callers that are paused, resumed and killed at any moment, by each kind of call: who they call goes on. */
    @Test
    void whateverHappensToCallers() throws Exception {
        isToGoOn = false;
        NanoProcess service = spawn("service", """
                        (module (memory (export "memory") 1) (data (i32.const 64) "hello") (data (i32.const 8) "\\40\\00\\00\\00\\05\\00\\00\\00")
                          (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
                          (func (export "add") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
                          (func (export "greet") (param i32 i32) (result i32) (i32.const 8)))""", Endowment.EMPTY);
        WitFunction greet = WitFunction.parse("greet: func(name: string) -> string");
        TypedFunction viaHost = TypedFunction.of(WitFunction.parse("via: func() -> s32"), _ -> service.call("add", 1));
        Endowment endowment = Endowment.builder().bind("s", "add", service.function("add")).bind("s", "greet", service.function(greet)).bind("s", "via",
                        viaHost).grant("service", service.control()).build();
        var image = supervisor.load("client", """
                        (module (import "s" "add" (func $add (param i32) (result i32))) (import "s" "greet" (func $greet (param i32 i32 i32)))
                          (import "s" "via" (func $via (result i32))) (import "capability" "service" (global $service externref))
                          (import "capability-method" "call(string,s32)->s32" (func $control (param externref i32 i32 i32) (result i32)))
                          (memory (export "memory") 1) (data (i32.const 0) "add")
                          (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 2048))
                          (func (export "go") (loop (drop (call $add (i32.const 1))) (call $greet (i32.const 0) (i32.const 3) (i32.const 16)) (drop (call $via))
                            (drop (call $control (global.get $service) (i32.const 0) (i32.const 3) (i32.const 1))) (br 0))))""".getBytes(StandardCharsets.UTF_8));
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            NanoProcess[] clients = new NanoProcess[2];
            List<CompletableFuture<Object>> calls = new ArrayList<>();
            for (int i = 0; i < clients.length; i++) {
                NanoProcess client = supervisor.spawn("client" + i, image, endowment);
                clients[i] = client;
                calls.add(start(() -> client.call("go")));
            }
            List<CompletableFuture<Void>> controls = new ArrayList<>();
            for (NanoProcess client : clients) {
                for (int i = 0; i < 2; i++) {
                    long seed = random.nextLong();
                    controls.add(CompletableFuture.runAsync(() -> new Random(seed).ints(4, 0, 3).forEach(what -> {
                        if (what < 2) {
                            client.pause();
                        }
                        if (what > 0) {
                            client.resume();
                        }
                    }), threads));
                }
            }
            for (CompletableFuture<Void> control : controls) {
                control.get(100, TimeUnit.SECONDS);
            }
            assertThat(start(() -> service.call("add", 1)).get(100, TimeUnit.SECONDS)).isEqualTo(2);
            for (int i = 0; i < clients.length; i++) {
                clients[i].kill("test");
                CompletableFuture<Object> call = calls.get(i);
                assertThatThrownBy(() -> call.get(100, TimeUnit.SECONDS)).hasMessageContaining("killed: test");
                clients[i].reaped().get(100, TimeUnit.SECONDS);
            }
            assertThat(service.isAlive()).isTrue();
        }
        assertThat(start(() -> service.function(greet).call("you")).get(100, TimeUnit.SECONDS)).isEqualTo("hello");
    }

    /** Across supervisors it is the host that calls. */
    @Test
    void aCalleeOfAnotherSupervisor() throws Exception {
        try (Supervisor other = Supervisor.create()) {
            TypedFunction more = TypedFunction.of(WitFunction.parse("more: func() -> bool"), _ -> {
                counting.countDown();
                return isToGoOn;
            });
            NanoProcess service = other.spawn("service", other.load("service", SERVICE.getBytes(StandardCharsets.UTF_8)),
                            Endowment.builder().bind("host", "more", more).build());
            TypedFunction viaHost = TypedFunction.of(WitFunction.parse("count: func() -> s32"), _ -> service.call("count", 0));
            NanoProcess client = spawn("client", "(module (import \"host\" \"count\" (func $f (result i32))) (func (export \"run\") (drop (call $f))))",
                            Endowment.builder().bind("host", "count", viaHost).build());
            CompletableFuture<Object> call = start(() -> client.call("run"));
            counting.await();
            client.kill("test");
            isToGoOn = false;
            assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS)).hasMessageContaining("killed: test");
            client.reaped().get(60, TimeUnit.SECONDS);
            assertThat(service.call("ping")).isEqualTo(1);
        }
    }
}
