// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.nanoprocess.Death;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Resource;
import org.jwasm.nanoprocess.State;
import org.jwasm.nanoprocess.Supervisor;

/** What nano-processes promise; the numbers R are those of the requirements in the design. */
@Timeout(60)
class NanoProcessTest {

    private static final String LOOP = "(module (func (export \"loop\") (loop (br 0))))";
    private static final String SUM = "(module (func (export \"add\") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))";

    private final Supervisor supervisor = Supervisor.create();

    @AfterEach
    void close() {
        supervisor.close();
    }

    private Image image(String text) {
        return supervisor.load("test", text.getBytes(StandardCharsets.UTF_8));
    }

    private NanoProcess spawn(String name, String text) {
        return supervisor.spawn(name, image(text), Endowment.EMPTY);
    }

    private NanoProcess spawn(String name, String text, Limits limits) {
        return supervisor.spawn(name, image(text), Endowment.builder().limits(limits).build());
    }

    private static Limits limits() {
        return Limits.NONE;
    }

    private static void awaitBusy(NanoProcess process, CompletableFuture<?> call) throws Exception {
        while (!process.isBusy()) {
            assertThat(call.isDone()).as("the call ended before anybody saw it").isFalse();
            Thread.sleep(1);
        }
    }

    private static void assertDies(Resource resource, NanoProcess process, String function, Object... arguments) {
        assertThatThrownBy(() -> process.call(function, arguments)).isInstanceOfSatisfying(NanoProcessException.class, e -> {
            assertThat(e.death().cause()).as(e.getMessage()).isEqualTo(Death.Cause.EXHAUSTED);
            assertThat(e.death().resource()).isEqualTo(resource);
        }).hasMessageContaining("exhausted:" + resource);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void callsGoThrough() {
        NanoProcess sum = spawn("sum", SUM);
        assertThat(sum.state()).isEqualTo(State.RUNNING);
        assertThat(sum.call("add", 2, 3)).isEqualTo(5);
        assertThat(sum.path()).isEqualTo("sum");
        assertThat(supervisor.find("sum")).isSameAs(sum);
        assertThatThrownBy(() -> sum.call("add", 2)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("add");
        assertThatThrownBy(() -> sum.call("none")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none");
        assertThat(sum.call("add", 2, -3)).as("wrong arguments harm nobody").isEqualTo(-1);
    }

    @Test
    void severalResultsAndNull() {
        NanoProcess process = spawn("p", """
                        (module (func (export "two") (result i32 f64) (i32.const 1) (f64.const 2.5))
                          (func (export "nothing")) (func (export "same") (param externref) (result externref) (local.get 0)))""");
        assertThat((Object[]) process.call("two")).containsExactly(1, 2.5);
        assertThat(process.call("nothing")).isNull();
        assertThat(process.call("same", (Object) null)).isNull();
    }

    /** R1, R2, R11: what wasn't given can't be linked, and the message says what, and who wanted it. */
    @Test
    void nothingIsThereThatWasNotGiven() {
        String clock = "(module (import \"wasi_snapshot_preview1\" \"clock_time_get\" (func (param i32 i64 i32) (result i32))))";
        assertThatThrownBy(() -> spawn("plain", clock)).isInstanceOf(NanoProcessException.class).hasMessageContaining("nano-process plain").hasMessageContaining(
                        "wasi_snapshot_preview1").hasMessageContaining("clock_time_get");
        Endowment output = Endowment.builder().stdout(OutputStreamCapability.of(new ByteArrayOutputStream())).build();
        assertThatThrownBy(() -> supervisor.spawn("writer", image(clock), output)).isInstanceOf(NanoProcessException.class).hasMessageContaining(
                        "clock_time_get");
        assertThat(supervisor.processes()).isEmpty();
        assertThat(supervisor.used(Resource.CHILDREN)).isZero();
    }

    @Test
    void whatIsGivenIsThere() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        NanoProcess hello = supervisor.spawn("hello", image("""
                        (module (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                          (memory (export "memory") 1)
                          (data (i32.const 0) "\\10\\00\\00\\00\\03\\00\\00\\00") (data (i32.const 16) "hi\\0a")
                          (func (export "_start") (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
                            (call $exit (i32.const 7)) unreachable))"""), Endowment.builder().stdout(OutputStreamCapability.of(written)).build());
        assertThat(hello.run()).isEqualTo(7);
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("hi\n");
        assertThat(hello.death().cause()).isEqualTo(Death.Cause.EXITED);
    }

    /** R19: a trap is a value in the caller's hands, and ends the nano-process for good. */
    @Test
    void whatTrapsIsDead() {
        NanoProcess process = spawn("bad", "(module (func (export \"f\") unreachable) (func (export \"g\")))");
        assertThatThrownBy(() -> process.call("f")).isInstanceOfSatisfying(NanoProcessException.class, e -> {
            assertThat(e.path()).isEqualTo("bad");
            assertThat(e.death().cause()).isEqualTo(Death.Cause.TRAPPED);
        }).hasMessageContaining("trap: unreachable");
        assertThatThrownBy(() -> process.call("g")).isInstanceOf(NanoProcessException.class).hasMessageContaining("unreachable");
        assertThat(spawn("bad", SUM).call("add", 1, 1)).as("the name is free again").isEqualTo(2);
    }

    @Test
    void functionsOfOneAreImportsOfAnother() {
        NanoProcess sum = spawn("sum", SUM);
        NanoProcess app = supervisor.spawn("app", image("""
                        (module (import "math" "add" (func $add (param i32 i32) (result i32)))
                          (func (export "twice") (param i32) (result i32) (call $add (local.get 0) (local.get 0))))"""),
                        Endowment.builder().bind("math", "add", sum.function("add")).build());
        for (int i = 0; i < 30_000; i++) {
            assertThat(app.call("twice", i)).isEqualTo(2 * i);
        }
    }

    @Test
    void wrongTypesDontLink() {
        NanoProcess sum = spawn("sum", SUM);
        assertThatThrownBy(() -> supervisor.spawn("app", image("(module (import \"math\" \"add\" (func (param i64))))"),
                        Endowment.builder().bind("math", "add", sum.function("add")).build())).hasMessageContaining("incompatible import type");
    }

    /** R19 between nano-processes: the callee dies, and its caller may live on if it can handle that. */
    @Test
    void aDeadCalleeTrapsItsCaller() {
        NanoProcess bad = spawn("bad", "(module (func (export \"f\") unreachable))");
        Endowment endowment = Endowment.builder().bind("bad", "f", bad.function("f")).build();
        NanoProcess app = supervisor.spawn("app", image("(module (import \"bad\" \"f\" (func $f)) (func (export \"g\") (call $f)))"), endowment);
        assertThatThrownBy(() -> app.call("g")).hasMessageContaining("nano-process bad: trap: unreachable");
        assertThat(bad.isAlive()).isFalse();
    }

    /** R7: a reference to something of one's own isn't handed out. */
    @Test
    void referencesToStateDontCross() {
        NanoProcess taker = spawn("taker", "(module (func (export \"take\") (param anyref)))");
        NanoProcess giver = supervisor.spawn("giver", image("""
                        (module (type $s (struct (field (mut i32)))) (import "taker" "take" (func $take (param anyref)))
                          (func (export "number") (call $take (ref.i31 (i32.const 1))))
                          (func (export "state") (call $take (struct.new $s (i32.const 1)))))"""),
                        Endowment.builder().bind("taker", "take", taker.function("take")).build());
        giver.call("number");
        assertThatThrownBy(() -> giver.call("state")).hasMessageContaining("no capability");
        assertThat(taker.isAlive()).as("it didn't get there").isTrue();
    }

    /** R17. */
    @Test
    void endlessLoopsCanBeKilled() throws Exception {
        NanoProcess process = spawn("loop", LOOP);
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> process.call("loop"));
        awaitBusy(process, call);
        process.kill("test");
        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(NanoProcessException.class).hasMessageContaining("killed: test");
        process.reaped().get(10, TimeUnit.SECONDS);
        assertThat(process.death().cause()).isEqualTo(Death.Cause.KILLED);
    }

    @Test
    void childrenDieWithTheirParent() throws Exception {
        NanoProcess parent = spawn("parent", SUM);
        NanoProcess child = parent.spawn("child", image(LOOP), Endowment.EMPTY);
        NanoProcess grandchild = child.spawn("grandchild", image(SUM), Endowment.EMPTY);
        assertThat(grandchild.path()).isEqualTo("parent/child/grandchild");
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> child.call("loop"));
        awaitBusy(child, call);
        parent.kill("test");
        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS)).hasMessageContaining("its parent parent died");
        assertThat(grandchild.isAlive()).isFalse();
        grandchild.reaped().get(10, TimeUnit.SECONDS);
        parent.reaped().get(10, TimeUnit.SECONDS);
        assertThat(supervisor.used(Resource.CHILDREN)).isZero();
    }

    /** R18, one by one. */
    @Test
    void limitsEndWhatExceedsThem() {
        assertDies(Resource.FUEL, spawn("fuel", LOOP, limits().fuel(1_000_000)), "loop");
        assertDies(Resource.WALL_CLOCK, spawn("deadline", LOOP, limits().deadline(Duration.ofMillis(100))), "loop");
        assertDies(Resource.CPU_TIME, spawn("cpu", LOOP, limits().cpuTime(Duration.ofMillis(100))), "loop");
        assertDies(Resource.CALL_DEPTH, spawn("stack", "(module (func $f (export \"f\") (call $f)))"), "f");
        assertDies(Resource.CALL_DEPTH, spawn("depth", "(module (func $f (export \"f\") (call $f)))", limits().callDepth(10)), "f");
        String grow = "(module (memory 1) (func (export \"grow\") (loop (drop (memory.grow (i32.const 1))) (br 0))))";
        assertDies(Resource.MEMORY, spawn("memory", grow, limits().memory(10 << 16)), "grow");
        String table = "(module (table 1 funcref) (func (export \"grow\") (loop (drop (table.grow (ref.null func) (i32.const 1))) (br 0))))";
        assertDies(Resource.TABLE_ELEMENTS, spawn("table", table, limits().tableElements(100)), "grow");
        String list = """
                        (module (type $n (struct (field (ref null $n)) (field i64))) (global $head (mut (ref null $n)) (ref.null $n))
                          (func (export "f") (loop (global.set $head (struct.new $n (global.get $head) (i64.const 1))) (br 0))))""";
        assertDies(Resource.HEAP, spawn("heap", list, limits().heap(8 << 20)), "f");
    }

    @Test
    void growthCanFailInstead() {
        NanoProcess process = spawn("memory", "(module (memory 1) (func (export \"grow\") (param i32) (result i32) (memory.grow (local.get 0))))",
                        limits().memory(3 << 16).growthFails());
        assertThat(process.call("grow", 3)).isEqualTo(-1);
        assertThat(process.call("grow", 2)).isEqualTo(1);
        assertThat(process.used(Resource.MEMORY)).isEqualTo(3 << 16);
        assertThat(process.call("grow", 1)).isEqualTo(-1);
    }

    @Test
    void limitsCountForAllBelow() throws Exception {
        NanoProcess parent = spawn("parent", SUM, limits().memory(4 << 16).children(2, 1).fuel(1000));
        String memory = "(module (memory 3) (func (export \"grow\") (drop (memory.grow (i32.const 2)))))";
        Endowment share = Endowment.builder().limits(limits().fuel(400)).build();
        NanoProcess child = parent.spawn("child", image(memory), share);
        assertThat(parent.used(Resource.MEMORY)).isEqualTo(3 << 16);
        assertThatThrownBy(() -> child.call("grow")).hasMessageContaining("exhausted:memory").hasMessageContaining("limit 262144 of parent");
        assertThat(parent.isAlive()).isTrue();
        child.reaped().get(10, TimeUnit.SECONDS);
        assertThat(parent.used(Resource.MEMORY)).isZero();
        assertThat(parent.used(Resource.FUEL)).as("what the child used").isBetween(1L, 10L);
        parent.spawn("a", image(SUM), share);
        NanoProcess b = parent.spawn("b", image(SUM), share);
        assertThatThrownBy(() -> parent.spawn("c", image(SUM), share)).hasMessageContaining("exhausted:children");
        assertThatThrownBy(() -> b.spawn("d", image(SUM), Endowment.builder().limits(limits().fuel(1)).build())).hasMessageContaining("exhausted:");
        assertThatThrownBy(() -> parent.spawn("c", image(SUM), Endowment.EMPTY)).isInstanceOf(NanoProcessException.class);
    }

    @Test
    void depthIsLimited() {
        NanoProcess parent = spawn("parent", SUM, limits().children(10, 1));
        NanoProcess child = parent.spawn("child", image(SUM), Endowment.EMPTY);
        assertThatThrownBy(() -> child.spawn("grandchild", image(SUM), Endowment.EMPTY)).hasMessageContaining("exhausted:depth");
    }

    @Test
    void pausedCodeWaits() throws Exception {
        NanoProcess process = spawn("count", """
                        (module (global $n (mut i64) (i64.const 0))
                          (func (export "count") (param i64)
                            (loop (global.set $n (i64.add (global.get $n) (i64.const 1))) (br_if 0 (i64.lt_u (global.get $n) (local.get 0))))))""");
        CompletableFuture<Object> call = CompletableFuture.supplyAsync(() -> process.call("count", 50_000_000L));
        awaitBusy(process, call);
        process.pause();
        assertThat(process.state()).isEqualTo(State.PAUSED);
        boolean wasDone = call.isDone();
        Thread.sleep(50);
        assertThat(call.isDone()).isEqualTo(wasDone);
        process.resume();
        call.get(50, TimeUnit.SECONDS);
        process.pause();
        process.kill("while paused");
        process.reaped().get(10, TimeUnit.SECONDS);
    }

    @Test
    void twoThatCallEachOtherDontHang() throws Exception {
        NanoProcess a = spawn("a", LOOP);
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> a.call("loop"));
        awaitBusy(a, call);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> a.call("loop"));
        Thread.sleep(20);
        a.kill("test");
        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS)).hasMessageContaining("killed");
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).hasMessageContaining("killed");
    }

    @Test
    void startFunctionsAreLimitedToo() {
        String start = "(module (func $s (loop (br 0))) (start $s))";
        assertThatThrownBy(() -> spawn("start", start, limits().deadline(Duration.ofMillis(100)))).hasMessageContaining("exhausted:wall-clock");
        assertThatThrownBy(() -> spawn("start", start, limits().fuel(1000))).hasMessageContaining("exhausted:fuel");
    }

    /** R20, in small: nothing is left of nano-processes that are gone. */
    @Test
    void manyCanComeAndGo() {
        Image image = image("(module (memory 1) (func (export \"f\") (result i32) (i32.load (i32.const 0)) (i32.store (i32.const 0) (i32.const 1))))");
        for (int i = 0; i < 2000; i++) {
            NanoProcess process = supervisor.spawn("p" + i, image, Endowment.EMPTY);
            assertThat(process.call("f")).isEqualTo(0);
            process.kill("done");
        }
        assertThat(supervisor.processes()).isEmpty();
    }
}
