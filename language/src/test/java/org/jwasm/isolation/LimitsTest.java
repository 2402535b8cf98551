// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.nanoprocess.Death;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Resource;
import org.jwasm.nanoprocess.Supervisor;

/** R18: each use counts, for it and all above it; what is given back, at the latest by a death, counts no more. */
@Timeout(60)
class LimitsTest {

    private static final String EMPTY = "(module)";
    private static final String LOOP = "(module (func (export \"go\") (loop (br 0))))";
    private static final String LIST = """
                    (module (type $n (struct (field (ref null $n)) (field i64))) (global $head (mut (ref null $n)) (ref.null $n))
                      (func (export "go") (loop (global.set $head (struct.new $n (global.get $head) (i64.const 1))) (br 0))))""";
    private static final String PROGRAM = """
                    (module
                      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
                      (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                      (memory 1) (data (i32.const 0) "f") (data (i32.const 4) "\\00\\00\\00\\00\\64\\00\\00\\00")
                      (func (export "open") (result i32) (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 1) (i64.const 0x42)
                        (i64.const 0) (i32.const 0) (i32.const 16)))
                      (func (export "close") (param i32) (result i32) (call $close (local.get 0)))
                      (func (export "write") (param i32) (result i32) (call $write (local.get 0) (i32.const 4) (i32.const 1) (i32.const 16))))""";
    private static final int MFILE = 33;
    private static final int DQUOT = 19;

    @TempDir
    Path temporary;
    private final Supervisor supervisor = Supervisor.create();

    @AfterEach
    void close() {
        supervisor.close();
    }

    private Image image(String text) {
        return supervisor.load("test", text.getBytes(StandardCharsets.UTF_8));
    }

    private NanoProcess spawn(NanoProcess parent, String name, String text, Limits limits) {
        Endowment endowment = Endowment.builder().limits(limits).build();
        return parent == null ? supervisor.spawn(name, image(text), endowment) : parent.spawn(name, image(text), endowment);
    }

    private NanoProcess program(NanoProcess parent, Limits limits) throws Exception {
        return parent.spawn("program", image(PROGRAM), Endowment.builder().limits(limits).stdout(OutputStreamCapability.discard()).directory("/",
                        DirectoryCapability.open(temporary, Right.DIRECTORY)).build());
    }

    private static Death deathOf(NanoProcess process, String function, Object... arguments) {
        try {
            process.call(function, arguments);
            return null;
        } catch (NanoProcessException e) {
            return process.death();
        }
    }

    @Test
    void openFiles() throws Exception {
        NanoProcess house = spawn(null, "house", EMPTY, Limits.NONE.openFiles(100));
        NanoProcess program = program(house, Limits.NONE.openFiles(3).growthFails());
        for (int i = 0; i < 3; i++) {
            assertThat(program.call("open")).isEqualTo(0);
        }
        assertThat(program.call("open")).isEqualTo(MFILE);
        assertThat(program.used(Resource.OPEN_FILES)).isEqualTo(3);
        assertThat(house.used(Resource.OPEN_FILES)).isEqualTo(3);
        assertThat(program.call("close", 5)).isEqualTo(0);
        assertThat(house.used(Resource.OPEN_FILES)).isEqualTo(2);
        assertThat(program.call("open")).isEqualTo(0);
        program.kill("test");
        program.reaped().join();
        assertThat(house.used(Resource.OPEN_FILES)).isZero();
        NanoProcess next = program(house, Limits.NONE.openFiles(1));
        assertThat(next.call("open")).isEqualTo(0);
        assertThat(deathOf(next, "open").message()).isEqualTo("exhausted:open-files (limit 1)");
    }

    @Test
    void openFilesOfTheParent() throws Exception {
        NanoProcess house = spawn(null, "house", EMPTY, Limits.NONE.openFiles(1));
        NanoProcess program = program(house, Limits.NONE);
        assertThat(program.call("open")).isEqualTo(0);
        assertThat(deathOf(program, "open").message()).isEqualTo("exhausted:open-files (limit 1 of house)");
        assertThat(house.isAlive()).isTrue();
    }

    @Test
    void output() throws Exception {
        NanoProcess house = spawn(null, "house", EMPTY, Limits.NONE);
        NanoProcess program = program(house, Limits.NONE.output(350).growthFails());
        assertThat(program.call("open")).isEqualTo(0);
        for (int descriptor : new int[]{1, 4, 1}) {
            assertThat(program.call("write", descriptor)).as("to %d", descriptor).isEqualTo(0);
        }
        assertThat(program.call("write", 1)).isEqualTo(DQUOT);
        assertThat(program.call("write", 4)).isEqualTo(DQUOT);
        assertThat(program.used(Resource.OUTPUT)).isEqualTo(300);
        program.kill("test");
        program.reaped().join();
        assertThat(house.used(Resource.OUTPUT)).as("it stays written").isEqualTo(300);
        NanoProcess next = program(house, Limits.NONE.output(100));
        assertThat(next.call("write", 1)).isEqualTo(0);
        assertThat(deathOf(next, "write", 1).message()).isEqualTo("exhausted:output (limit 100)");
    }

    /** A child's loop is on its parent's bill. */
    @Test
    void processorTime() {
        NanoProcess house = spawn(null, "house", EMPTY, Limits.NONE.cpuTime(Duration.ofMillis(100)));
        NanoProcess child = spawn(house, "child", LOOP, Limits.NONE);
        assertThat(deathOf(child, "go").message()).isEqualTo("killed: its parent house died");
        assertThat(house.death().resource()).isEqualTo(Resource.CPU_TIME);
    }

    @Test
    void heap() {
        NanoProcess house = spawn(null, "house", EMPTY, Limits.NONE.heap(8 << 20));
        NanoProcess child = spawn(house, "child", LIST, Limits.NONE);
        assertThat(deathOf(child, "go").message()).isEqualTo("killed: its parent house died");
        assertThat(house.death().resource()).isEqualTo(Resource.HEAP);
    }

    /** Only what it made itself is its heap: not capabilities, who else holds them, siblings that it can call, its memory, or its module. */
    @Test
    void heapIsWhatItOwns() throws Exception {
        Assumptions.assumeTrue(Boolean.getBoolean("jwasm.graal"), "measured by the Graal runtime only");
        NanoProcess rich = spawn(null, "rich", """
                        (module (type $n (struct (field (ref null $n)) (field i64))) (global $head (mut (ref null $n)) (ref.null $n)) (global $i (mut i32) (i32.const 500000))
                          (func (export "fill") (loop (global.set $head (struct.new $n (global.get $head) (i64.const 1)))
                            (global.set $i (i32.sub (global.get $i) (i32.const 1))) (br_if 0 (global.get $i))))
                          (func (export "f") (result i32) (i32.const 1)))""", Limits.NONE);
        rich.call("fill");
        assertThat(rich.used(Resource.HEAP)).isGreaterThan(8 << 20);
        String text = """
                        (module (import "rich" "f" (func $f (result i32))) (import "capability" "rich" (global $rich externref))
                          (import "capability" "directory" (global $directory externref)) (memory 64)
                          (data (i32.const 0) "DATA") (type $a (array i64)) (global $kept (mut (ref null $a)) (ref.null $a))
                          (func (export "work") (param i32)
                            (loop (global.set $kept (array.new $a (i64.const 1) (i32.const 1000))) (drop (call $f))
                              (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if 0 (local.get 0)))))""".replace("DATA", "x".repeat(2 << 20));
        NanoProcess modest = supervisor.spawn("modest", supervisor.load("modest", text.getBytes(StandardCharsets.UTF_8)), Endowment.builder().bind("rich", "f",
                        rich.function("f")).grant("rich", rich.control()).grant("directory", DirectoryCapability.open(Path.of("."), Right.DIRECTORY)).limits(
                                        Limits.NONE.heap(1 << 20)).build());
        long before = modest.used(Resource.HEAP);
        modest.call("work", 20_000);
        assertThat(modest.isAlive()).isTrue();
        assertThat(before).isLessThan(100_000);
        assertThat(modest.used(Resource.HEAP)).isBetween(8_000L, 150_000L);
    }

    @Test
    void limitsOfAll() throws Exception {
        assertThatThrownBy(() -> Supervisor.create(Limits.NONE.heap(1))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("heap");
        try (Supervisor bounded = Supervisor.create(Limits.NONE.fuel(1000).memory(2 << 16).children(3, 5))) {
            Image loop = bounded.load("loop", LOOP.getBytes(StandardCharsets.UTF_8));
            Endowment share = Endowment.builder().limits(Limits.NONE.fuel(600)).build();
            NanoProcess first = bounded.spawn("first", loop, share);
            assertThatThrownBy(() -> bounded.spawn("second", loop, share)).hasMessageContaining("exhausted:fuel (the supervisor has 400 units left; it wants 600)");
            first.kill("test");
            first.reaped().join();
            NanoProcess again = bounded.spawn("second", loop, share);
            assertThat(deathOf(again, "go").resource()).isEqualTo(Resource.FUEL);
            again.reaped().join();
            assertThatThrownBy(() -> bounded.spawn("third", loop, share)).as("it was used up").hasMessageContaining("exhausted:fuel");
            Image memory = bounded.load("memory", "(module (memory 3))".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> bounded.spawn("m", memory, Endowment.builder().limits(Limits.NONE.fuel(1)).build())).hasMessageContaining(
                            "exhausted:memory (limit 131072 of the supervisor)");
            assertThat(bounded.used(Resource.CHILDREN)).isZero();
        }
    }

    /** It is one instance, and there is nothing by which it could make another. */
    @Test
    void aNanoProcessIsOneInstance() {
        String text = "(module (import \"wasi\" \"thread-spawn\" (func (param i32) (result i32))) (import \"env\" \"memory\" (memory 1 1 shared)))";
        Endowment all = Endowment.builder().stdout(OutputStreamCapability.discard()).build();
        assertThatThrownBy(() -> supervisor.spawn("threads", image(text), all)).isInstanceOf(NanoProcessException.class).hasMessageContaining(
                        "\"wasi\" \"thread-spawn\"");
    }
}
