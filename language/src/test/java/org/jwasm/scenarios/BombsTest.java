// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.capabilities.SpawnCapability;
import org.jwasm.nanoprocess.Death;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Resource;

/** S8, R17, R18: eight bombs go off at once, next to one that minds its business. */
@Timeout(120)
class BombsTest extends Scenario {

    private static final String LOOP = "(module (func (export \"go\") (loop (br 0))))";
    private static final String RECURSION = "(module (func $f (export \"go\") (call $f)))";
    private static final String MEMORY = "(module (memory 1) (func (export \"go\") (loop (drop (memory.grow (i32.const 1))) (br 0))))";
    private static final String TABLE = "(module (table 1 funcref) (func (export \"go\") (loop (drop (table.grow (ref.null func) (i32.const 10000))) (br 0))))";
    private static final String HEAP = """
                    (module (type $n (struct (field (ref null $n)) (field i64))) (global $head (mut (ref null $n)) (ref.null $n))
                      (func (export "go") (loop (global.set $head (struct.new $n (global.get $head) (i64.const 1))) (br 0))))""";
    private static final String OUTPUT = """
                    (module %s (memory 1) (data (i32.const 0) "\\00\\00\\00\\00\\00\\10\\00\\00")
                      (func (export "go") (loop (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16))) (br 0))))""".formatted(wasi("fd_write",
                    "(param i32 i32 i32 i32) (result i32)"));
    private static final String FILES = """
                    (module %s (memory 1) (data (i32.const 0) "f")
                      (func (export "go") (loop (drop (call $path_open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 1) (i64.const 0x42)
                        (i64.const 0) (i32.const 0) (i32.const 16))) (br 0))))""".formatted(wasi("path_open", "(param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)"));
    /** Spawns itself, which does the same. Names count up from "a". */
    private static final String FORK = """
                    (module (import "capability" "spawn" (global $spawn externref))
                      (import "capability-method" "spawn(string,string,string,capability)->capability"
                        (func $fork (param externref i32 i32 i32 i32 i32 i32 externref) (result externref)))
                      (import "capability-method" "call(string)" (func $call (param externref i32 i32)))
                      (import "capability-method" "failure" (tag $failure (param i32)))
                      (memory 1) (data (i32.const 0) "fork") (data (i32.const 16) "spawn") (data (i32.const 32) "go") (data (i32.const 48) "AAA")
                      (func $next (local $i i32) (local.set $i (i32.const 50))
                        (loop (i32.store8 (local.get $i) (i32.add (i32.load8_u (local.get $i)) (i32.const 1)))
                          (if (i32.gt_u (i32.load8_u (local.get $i)) (i32.const 90))
                            (then (i32.store8 (local.get $i) (i32.const 65)) (local.set $i (i32.sub (local.get $i) (i32.const 1))) (br 1)))))
                      (func (export "go") (local $error i32)
                        (loop
                          (call $next)
                          (call $call (call $fork (global.get $spawn) (i32.const 0) (i32.const 4) (i32.const 48) (i32.const 3) (i32.const 16) (i32.const 5)
                            (global.get $spawn)) (i32.const 32) (i32.const 2))
                          (br 0))))""";

    private record Bomb(String text, Endowment.Builder endowment, Limits limits, Resource resource) {
    }

    @TempDir
    Path temporary;

    private Map<String, Bomb> bombs() throws Exception {
        Map<String, Bomb> bombs = new LinkedHashMap<>();
        bombs.put("loop", new Bomb(LOOP, Endowment.builder(), Limits.NONE.cpuTime(Duration.ofMillis(200)), Resource.CPU_TIME));
        bombs.put("fuel", new Bomb(LOOP, Endowment.builder(), Limits.NONE.fuel(10_000_000), Resource.FUEL));
        bombs.put("recursion", new Bomb(RECURSION, Endowment.builder(), Limits.NONE.callDepth(10_000), Resource.CALL_DEPTH));
        bombs.put("memory", new Bomb(MEMORY, Endowment.builder(), Limits.NONE.memory(64 << 20), Resource.MEMORY));
        bombs.put("table", new Bomb(TABLE, Endowment.builder(), Limits.NONE.tableElements(1_000_000), Resource.TABLE_ELEMENTS));
        bombs.put("heap", new Bomb(HEAP, Endowment.builder(), Limits.NONE.heap(16 << 20), Resource.HEAP));
        bombs.put("output", new Bomb(OUTPUT, Endowment.builder().stdout(OutputStreamCapability.discard()), Limits.NONE.output(100 << 20), Resource.OUTPUT));
        bombs.put("files", new Bomb(FILES, Endowment.builder().directory("/", DirectoryCapability.open(temporary, Right.DIRECTORY)),
                        Limits.NONE.openFiles(50), Resource.OPEN_FILES));
        return bombs;
    }

    private static Death explode(NanoProcess bomb) {
        try {
            bomb.call("go");
            return null;
        } catch (NanoProcessException e) {
            return e.death();
        }
    }

    /** Without limits of their own they get all that there is: here what all of the supervisor's may have, to spare the test's host. */
    @Test
    void unprotectedTheyTakeItAll() throws Exception {
        NanoProcess house = spawn("house", "(module)", Endowment.builder().limits(Limits.NONE.memory(64 << 20).openFiles(50)).build());
        NanoProcess sibling = house.spawn("sibling", image("(module (memory 1) (func (export \"grow\") (result i32) (memory.grow (i32.const 1))))"), Endowment.EMPTY);
        assertThat(sibling.call("grow")).isEqualTo(1);
        NanoProcess bomb = house.spawn("memory", image(MEMORY), Endowment.builder().limits(Limits.NONE.growthFails()).build());
        CompletableFuture<Death> end = CompletableFuture.supplyAsync(() -> explode(bomb));
        while (house.used(Resource.MEMORY) < 64 << 20) {
            Thread.sleep(1);
        }
        assertThat(explode(sibling, "grow").message()).contains("exhausted:memory (limit 67108864 of house)");
        bomb.kill("test");
        assertThat(end.get(10, TimeUnit.SECONDS).cause()).isEqualTo(Death.Cause.KILLED);
    }

    private static Death explode(NanoProcess process, String function) {
        try {
            process.call(function);
            return null;
        } catch (NanoProcessException e) {
            return e.death();
        }
    }

    @Test
    void eachDiesOfItsOwn() throws Exception {
        NanoProcess house = spawn("house", "(module)", Endowment.builder().limits(Limits.NONE.memory(128 << 20).openFiles(60).output(200 << 20)).build());
        NanoProcess sibling = house.spawn("sibling", image("""
                        (module (memory 1) (func (export "work") (param i32) (result i32)
                          (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (local.get 0))) (i32.load (i32.const 0))))"""), Endowment.EMPTY);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            CompletableFuture<Integer> work = CompletableFuture.supplyAsync(() -> {
                int calls = 0;
                while (!done.get()) {
                    calls++;
                    assertThat(sibling.call("work", 1)).isEqualTo(calls);
                }
                return calls;
            }, threads);
            Map<String, CompletableFuture<Death>> ends = new LinkedHashMap<>();
            Map<String, Bomb> bombs = bombs();
            bombs.forEach((name, bomb) -> {
                NanoProcess process = house.spawn(name, image(bomb.text), bomb.endowment.limits(bomb.limits).build());
                ends.put(name, CompletableFuture.supplyAsync(() -> explode(process), threads));
            });
            for (Map.Entry<String, CompletableFuture<Death>> end : ends.entrySet()) {
                Death death = end.getValue().get(60, TimeUnit.SECONDS);
                assertThat(death.cause()).as(end.getKey() + ": " + death).isEqualTo(Death.Cause.EXHAUSTED);
                assertThat(death.resource()).as(end.getKey()).isEqualTo(bombs.get(end.getKey()).resource);
                assertThat(death.message()).startsWith("exhausted:" + death.resource());
            }
            done.set(true);
            assertThat(work.get(10, TimeUnit.SECONDS)).isPositive();
        }
        for (NanoProcess process : house.children()) {
            assertThat(process).isSameAs(sibling);
        }
        while (house.used(Resource.CHILDREN) > 1) {
            Thread.sleep(1);
        }
        assertThat(house.isAlive() && sibling.isAlive()).isTrue();
        assertThat(List.of(house.used(Resource.MEMORY), house.used(Resource.TABLE_ELEMENTS), house.used(Resource.OPEN_FILES))).as("all of it is back").containsExactly(
                        65536L, 0L, 0L);
        assertThat(house.used(Resource.OUTPUT)).as("what was written stays written").isBetween(99L << 20, 100L << 20);
    }

    /** A fork bomb: generations of itself, within what its spawn capability and its parent's limits allow. */
    @Test
    void forksAreCounted() throws Exception {
        SpawnCapability spawn = supervisor.spawning(Map.of("fork", image(FORK)), Map.of(SpawnCapability.Resource.CHILDREN, 200L, SpawnCapability.Resource.DEPTH, 40L));
        NanoProcess house = spawn("house", "(module)", Endowment.builder().limits(Limits.NONE.children(300, 60)).build());
        NanoProcess bomb = house.spawn("bomb", image(FORK), Endowment.builder().grant("spawn", spawn).build());
        assertThat(explode(bomb).message()).startsWith("trap: nano-process house/bomb/AAB");
        assertThat(house.isAlive()).isTrue();
        // Each generation died of the one below it, and is buried by itself.
        while (house.used(Resource.CHILDREN) > 0) {
            Thread.sleep(1);
        }
        assertThat(spawn.left(SpawnCapability.Resource.CHILDREN)).as("the budget is back").isEqualTo(200);
        assertThat(denials()).isNotEmpty().allSatisfy(denial -> assertThat(denial.holder()).startsWith("house/bomb"));
        assertThat(denied().getFirst()).isEqualTo("house/bomb" + "/AAB".repeat(40) + " spawn spawn: no further depth");
    }
}
