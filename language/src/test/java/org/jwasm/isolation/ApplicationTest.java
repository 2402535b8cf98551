// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.AuditEvent;
import org.jwasm.capabilities.AuditLog;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.manifest.Application;
import org.jwasm.manifest.Host;
import org.jwasm.manifest.Learner;
import org.jwasm.manifest.Manifest;
import org.jwasm.manifest.ManifestException;
import org.jwasm.nanoprocess.NanoProcessException;

/** Manifests that are run. */
@Timeout(60)
class ApplicationTest {

    private static final String HELLO = """
                    (module (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                      (memory (export "memory") 1)
                      (data (i32.const 0) "\\10\\00\\00\\00\\03\\00\\00\\00") (data (i32.const 16) "hi\\0a")
                      (func (export "_start") (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))""";

    @TempDir
    Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final AuditLog audit = AuditLog.builder().uses(1).plainArguments().build();
    private final Host host = Host.of(List.of("one", "two")).stdout(OutputStreamCapability.of(out)).environment(Map.of("LANG", "C", "KEY", "secret"))
                    .audit(audit);

    private void module(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private Application start(String manifest) throws ManifestException {
        return Application.start(Manifest.parse("app.toml", directory, manifest), host);
    }

    private int run(String manifest) throws ManifestException {
        try (Application application = start(manifest)) {
            return application.run();
        }
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aProgramGetsWhatItIsGivenAndNoMore() throws Exception {
        module("hello.wat", HELLO);
        assertThat(run("""
                        [capabilities]
                        out = "stdout"
                        [process.hello]
                        module = "hello.wat"
                        capabilities = { out = "out" }
                        wasi = { stdout = "out" }""")).isZero();
        assertThat(printed()).isEqualTo("hi\n");
        assertThatThrownBy(() -> run("""
                        [process.hello]
                        module = "hello.wat"
                        """)).isInstanceOf(NanoProcessException.class).hasMessageContaining("nano-process hello: unknown import").hasMessageContaining(
                        "fd_write");
        assertThatThrownBy(() -> run("""
                        [capabilities]
                        out = "stdout"
                        [process.hello]
                        module = "hello.wat"
                        capabilities = { out = "out" }
                        wasi = { stdout = "out", functions = ["fd_read"] }""")).hasMessageContaining("fd_write");
    }

    /** With types in WIT, strings go from one to another. */
    @Test
    void processesAreWiredWithTypes() throws Exception {
        module("app.wat", TypedGuests.module("(import \"shouter\" \"shout\" (func $shout (param i32 i32 i32)))", """
                        (data (i32.const 64) "hello")
                        (func (export "run")
                          (call $shout (i32.const 64) (i32.const 5) (i32.const 128))
                          (if (i32.ne (i32.load (i32.const 132)) (i32.const 6)) (then unreachable))
                          (if (i32.ne (i32.load8_u offset=5 (i32.load (i32.const 128))) (i32.const 33)) (then unreachable)))"""));
        module("shouter.wat", TypedGuests.module("", """
                        (func (export "shout") (param i32 i32) (result i32) (local $at i32)
                          (local.set $at (call $realloc (i32.const 0) (i32.const 0) (i32.const 1) (i32.add (local.get 1) (i32.const 1))))
                          (memory.copy (local.get $at) (local.get 0) (local.get 1))
                          (i32.store8 (i32.add (local.get $at) (local.get 1)) (i32.const 33))
                          (i32.store (i32.const 16) (local.get $at)) (i32.store (i32.const 20) (i32.add (local.get 1) (i32.const 1)))
                          (i32.const 16))"""));
        String manifest = """
                        main = { process = "app", export = "run" }
                        [process.app]
                        module = "app.wat"
                        imports.shouter = { shout = "shouter.shout" }
                        [process.shouter]
                        parent = "app"
                        module = "shouter.wat"
                        functions = { shout = "func(text: string) -> TYPE" }
                        """;
        assertThat(run(manifest.replace("TYPE", "string"))).isZero();
        assertThatThrownBy(() -> run(manifest.replace("TYPE", "u8"))).isInstanceOf(NanoProcessException.class).hasMessageContaining(
                        "incompatible import type").hasMessageContaining("`shout: func(text: string) -> u8`");
    }

    /** The callers stand above those that they call, or beside them; who is called is linked first. */
    @Test
    void processesAreWired() throws Exception {
        module("app.wat", """
                        (module (import "gui" "show" (func $show (param i32) (result i32)))
                          (func (export "run") (if (i32.ne (call $show (i32.const 5)) (i32.const 13)) (then unreachable))))""");
        module("gui.wat", """
                        (module (import "n" "add" (func $add (param i32 i32) (result i32))) (import "s" "twice" (func $twice (param i32) (result i32)))
                          (func (export "show") (param i32) (result i32) (call $add (call $twice (local.get 0)) (i32.const 3))))""");
        module("add.wat", "(module (func (export \"add\") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))");
        module("twice.wat", """
                        (module (global $ready (mut i32) (i32.const 0)) (func (export "_initialize") (global.set $ready (i32.const 2)))
                          (func (export "double") (param i32) (result i32) (i32.mul (local.get 0) (global.get $ready))))""");
        String manifest = """
                        main = { process = "app", export = "run" }
                        [process.app]
                        module = "app.wat"
                        imports.gui = { show = "gui.show" }
                        [process.gui]
                        parent = "app"
                        module = "gui.wat"
                        imports.n = { add = "notify.add" }
                        imports.s = { twice = { process = "store", export = "double" } }
                        [process.notify]
                        parent = "gui"
                        module = "add.wat"
                        [process.store]
                        parent = "app"
                        module = "twice.wat"
                        """;
        try (Application application = start(manifest)) {
            assertThat(application.run()).isZero();
            assertThat(application.processes().get("notify").path()).isEqualTo("app/gui/notify");
            application.processes().get("gui").kill("test");
            assertThat(application.processes().get("notify").isAlive()).isFalse();
            assertThatThrownBy(application::run).hasMessageContaining("nano-process app/gui: killed: test");
        }
        assertThatThrownBy(() -> run(manifest.replace("gui.show", "gui.shew"))).hasMessageContaining("nano-process app: unknown import: gui.show is bound to " +
                        "`shew` of nano-process app/gui, which exports no such function");
    }

    @Test
    void filesAreCheckedAllAtOnce() throws Exception {
        module("a.wat", "(module (func (export \"f\")))");
        module("bad.wat", "(module (func (result i32)))");
        assertThatThrownBy(() -> run("""
                        main = "a"
                        [process.a]
                        module = "a.wat"
                        sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
                        [process.b]
                        module = "none.wat"
                        [process.c]
                        module = "bad.wat"
                        """)).isInstanceOf(ManifestException.class).hasMessageMatching("""
                                        app.toml:4:10: `a.wat` isn't the module that it was: its sha256 is [0-9a-f]{64}
                                        app.toml:6:10: no such file: `none.wat`
                                        app.toml:8:10: .*bad.wat: type mismatch.*""");
        assertThatThrownBy(() -> run("""
                        [process.a]
                        module = "a.wat"
                        """)).hasMessage("app.toml:2:10: process `a` is run, but its module exports no `_start`");
        assertThatThrownBy(() -> run("""
                        [capabilities]
                        data = { kind = "directory", path = "nosuch" }
                        db = "host"
                        [process.a]
                        module = "a.wat"
                        """.replace("a.wat", "a2.wat"))).hasMessageContaining("no such file");
        module("a2.wat", "(module (func (export \"_start\")))");
        assertThatThrownBy(() -> run("""
                        [capabilities]
                        data = { kind = "directory", path = "nosuch" }
                        db = "host"
                        [process.a]
                        module = "a2.wat"
                        """)).hasMessage("""
                                        app.toml:2:37: capability `data`: no such directory: `nosuch`
                                        app.toml:3:1: capability `db`: the host has handed over no capability `db`""");
    }

    /** Operations of capabilities are imported as functions; what is denied can be linked, and is told when it is called. */
    @Test
    void operationsAreFunctions() throws Exception {
        module("thief.wat", """
                        (module (import "net" "connect" (func $connect (param i32 i32 i32) (result i32)))
                          (import "net" "send" (func $send (param i32 i32 i32) (result i32)))
                          (memory (export "memory") 1) (data (i32.const 0) "127.0.0.1") (data (i32.const 16) "seed")
                          (global (export "result") (mut i32) (i32.const 0))
                          (func (export "run") (param i32) (result i32) (local i32)
                            (local.set 1 (call $connect (i32.const 0) (i32.const 9) (local.get 0)))
                            (if (i32.lt_s (local.get 1) (i32.const 0)) (then (return (local.get 1))))
                            (call $send (local.get 1) (i32.const 16) (i32.const 4)))
                          (func (export "_start")))""");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String manifest = """
                            [capabilities]
                            net = { kind = "tcp-connect", endpoints = ["127.0.0.1:%d"] }
                            [process.thief]
                            module = "thief.wat"
                            capabilities = { net = { uses = 1 } }
                            [process.thief.imports.net]
                            connect = { capability = "net" }
                            send = { capability = "net" }
                            """.formatted(server.getLocalPort());
            try (Application application = start(manifest)) {
                assertThat(application.processes().get("thief").call("run", server.getLocalPort())).isEqualTo(4);
                try (Socket victim = server.accept()) {
                    assertThat(victim.getInputStream().readNBytes(4)).isEqualTo("seed".getBytes(StandardCharsets.UTF_8));
                }
                assertThat(application.processes().get("thief").call("run", 1)).as("DQUOT: only one use").isEqualTo(-19);
            }
            AuditEvent denial = audit.trail().events(AuditEvent.Type.DENIAL).getLast();
            assertThat(denial.importName()).isEqualTo("net.connect");
            assertThat(denial.holder()).isEqualTo("thief");
            try (Application application = start(manifest.replace("connect = { capability = \"net\" }", "connect = \"deny\""))) {
                assertThatThrownBy(() -> application.processes().get("thief").call("run", 1)).hasMessageContaining("net.connect is denied to thief");
            }
            assertThat(audit.trail().events(AuditEvent.Type.DENIAL).getLast().reason()).isEqualTo("this import is denied");
        }
    }

    /** Each kind that can be made without the world outside. */
    @Test
    void allKindsAreMadeAndHandedDown() throws Exception {
        module("a.wat", "(module (import \"capability\" \"clock\" (global externref)) (func (export \"_start\")))");
        Files.writeString(directory.resolve("file"), "x");
        String manifest = """
                        main = "top"
                        [capabilities]
                        args = "arguments"
                        clock = { kind = "clock", shows = 2001-01-01T00:00:00Z }
                        data = { kind = "directory", path = ".", uses = 10 }
                        env = { kind = "environment", variables = ["LANG", "NONE"], set = { MODE = "x" } }
                        file = { kind = "file", path = "file", read-only = true }
                        given = "host"
                        web = { kind = "http", methods = ["GET"], origins = ["https://example.org"] }
                        text = { kind = "input", text = "hello" }
                        log = { kind = "log", stream = "stdout", at-least = "info" }
                        names = { kind = "name-lookup", names = ["*.example.org"] }
                        to = { kind = "output", path = "written" }
                        random = { kind = "random", seed = 1 }
                        net = { kind = "tcp-connect", endpoints = ["example.org:443"], rate = "10/1s" }
                        listen = { kind = "tcp-listen", endpoints = ["127.0.0.1:0"] }
                        udp = { kind = "udp", endpoints = ["127.0.0.1:*"], expires = "1h", bytes = "1K" }
                        [process.top]
                        module = "a.wat"
                        capabilities = { %s }
                        [process.child]
                        parent = "top"
                        module = "a.wat"
                        capabilities = { clock = { offset = "-1h" }, data = { subdirectory = "sub", rights = ["read"] }, net = { only = ["example.org:*"] } }
                        """;
        String all = "args clock data env file given web text log names to random net listen udp";
        Files.createDirectory(directory.resolve("sub"));
        host.capability("given", ClockCapability.monotonic());
        Manifest read = Manifest.parse("app.toml", directory, manifest.formatted(String.join(", ",
                        List.of(all.split(" ")).stream().map(name -> name + " = \"" + name + "\"").toList())));
        assertThat(read.holdings().get("child").get("data").describe()).isEqualTo("directory ./sub [read] 10 uses");
        assertThat(read.holdings().get("child").get("net").describe()).isEqualTo(
                        "tcp-connect [example.org:443] and only [example.org:*] [read, write, connect] 10 uses in 1s");
        try (Application application = Application.start(read, host)) {
            application.run();
            var child = application.processes().get("child").endowment().named();
            assertThat(child.get("data").describe()).contains("/sub [read, duplicate, transfer]").contains("10");
            assertThat(((ClockCapability) child.get("clock")).now()).isEqualTo((978307200L - 3600) * 1_000_000_000);
            var top = application.processes().get("top").endowment().named();
            assertThat(top).hasSize(15).allSatisfy((name, capability) -> assertThat(capability.holder().path()).isEqualTo("top"));
            read.holdings().get("top").forEach((name, holding) -> {
                if (!name.equals("given")) {
                    assertThat(top.get(name).kind()).as(name).isEqualTo(holding.kindName());
                    assertThat(top.get(name).rights()).as(name).containsAll(holding.rights());
                    assertThat(top.get(name).rights().size()).as(name).isEqualTo(holding.rights().size() + 2);
                }
            });
            application.processes().get("child").kill("test");
            application.processes().get("child").reaped().join();
            assertThat(child.get("data").isLive()).as("what the dead had is gone").isFalse();
            assertThat(top.get("data").isLive()).isTrue();
        }
    }

    /** What is learnt runs, and allows nothing else. */
    @Test
    void whatIsUsedIsLearnt() throws Exception {
        Files.createDirectories(directory.resolve("data/in"));
        Files.writeString(directory.resolve("data/in/a"), "letter");
        Files.writeString(directory.resolve("data/secret"), "secret");
        module("reader.wat", """
                        (module (import "dir" "open" (func $open (param i32 i32 i32) (result i32)))
                          (import "dir" "read" (func $read (param i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "path_open" (func $path_open
                            (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                          (memory (export "memory") 1) (data (i32.const 0) "in/a") (data (i32.const 16) "secret")
                          (func (export "wasi") (param i32 i32) (result i32)
                            (call $path_open (i32.const 3) (i32.const 0) (local.get 0) (local.get 1) (i32.const 0) (i64.const 2) (i64.const 2)
                              (i32.const 0) (i32.const 64)))
                          (func (export "_start") (drop (call $path_open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 4) (i32.const 0)
                            (i64.const 2) (i64.const 2) (i32.const 0) (i32.const 64)))))""");
        Manifest all = Manifest.parse("app.toml", directory, """
                        [capabilities]
                        data = { kind = "directory", path = "data" }
                        other = { kind = "directory", path = "data" }
                        random = "random"
                        time = "clock"
                        [process.reader]
                        module = "reader.wat"
                        capabilities = { data = "data", other = "other", random = "random", time = "time" }
                        wasi = { directories = { "/data" = "data" }, random = "random", clocks = ["time"] }
                        imports.dir = { open = { capability = "other" }, read = { capability = "other" } }
                        """);
        Learner learner = new Learner();
        try (Application application = Application.start(Learner.metered(all), host.decider(learner))) {
            assertThat(application.run()).isZero();
            learner.see(application);
        }
        String learned = learner.manifest();
        assertThat(learned).contains("data-in = { use = \"data\", subdirectory = \"in\", rights = [\"read\"] }").contains("# seen: in/a").contains(
                        "directories = { \"/data/in\" = \"data-in\" }").contains("open = \"deny\"").contains("random_get = \"deny\"").doesNotContain(
                                        "other = {").doesNotContain("clock").contains("memory = \"128K\"");
        host.decider(null);
        try (Application application = Application.start(Manifest.parse("learned.toml", directory, learned), host)) {
            assertThat(application.run()).isZero();
            var reader = application.processes().get("reader");
            assertThat(reader.call("wasi", 16, 6)).as("no such file there").isEqualTo(44);
            assertThat(reader.call("wasi", 3, 1)).as("what was seen is still there").isEqualTo(0);
        }
    }

    /** Variables that are asked for one by one are learnt one by one; who reads all is told so. */
    @Test
    void variablesAreLearnt() throws Exception {
        module("one.wat", """
                        (module (import "env" "get" (func $get (param i32 i32 i32 i32) (result i32)))
                          (memory (export "memory") 1) (data (i32.const 0) "LANGMISSING")
                          (func (export "_start") (drop (call $get (i32.const 0) (i32.const 4) (i32.const 64) (i32.const 64)))
                            (drop (call $get (i32.const 4) (i32.const 7) (i32.const 64) (i32.const 64)))))""");
        module("all.wat", """
                        (module (import "wasi_snapshot_preview1" "environ_sizes_get" (func $sizes (param i32 i32) (result i32)))
                          (memory (export "memory") 1) (func (export "_start") (drop (call $sizes (i32.const 0) (i32.const 4)))))""");
        host.environment(Map.of("LANG", "C", "HOME", "/root"));
        String manifest = """
                        [capabilities]
                        env = { kind = "environment", variables = ["LANG", "HOME"] }
                        [process.p]
                        module = "%s.wat"
                        capabilities = { env = "env" }
                        %s
                        """;
        assertThat(learned(manifest.formatted("one", "imports.env = { get = { capability = \"env\" } }"))).contains(
                        "env = { use = \"env\", variables = [\"LANG\"] }").doesNotContain("at once");
        assertThat(learned(manifest.formatted("all", "wasi = { environment = \"env\" }"))).contains(
                        "# it read all variables at once, as programs of WASI do: take out those that it needn't know\n" +
                                        "env = { use = \"env\", variables = [\"HOME\", \"LANG\"] }");
    }

    private String learned(String text) throws Exception {
        Learner learner = new Learner();
        try (Application application = Application.start(Learner.metered(Manifest.parse("app.toml", directory, text)), host.decider(learner))) {
            assertThat(application.run()).isZero();
            learner.see(application);
        }
        String learned = learner.manifest();
        host.decider(null);
        run(learned);
        return learned;
    }

    /** Asked before each operation; what is refused is denied. */
    @Test
    void whoIsAskedDecides() throws Exception {
        module("hello.wat", HELLO);
        List<String> asked = new java.util.ArrayList<>();
        host.decider(request -> {
            asked.add(request.capability().holder() + " " + request.right() + " " + request.operation() + " " + request.importName());
            return asked.size() > 1;
        });
        String manifest = """
                        [capabilities]
                        out = "stdout"
                        [process.hello]
                        module = "hello.wat"
                        capabilities = { out = "out" }
                        wasi = { stdout = "out" }""";
        run(manifest);
        assertThat(printed()).isEmpty();
        run(manifest);
        assertThat(printed()).isEqualTo("hi\n");
        assertThat(asked).hasSize(2).allMatch("hello write write wasi_snapshot_preview1.fd_write"::equals);
        assertThat(audit.trail().events(AuditEvent.Type.DENIAL).getFirst().reason()).isEqualTo("it wasn't allowed when this was asked for");
    }

    /** Guests that hold a capability to spawn do so within its budget. */
    @Test
    void manifestsGiveTheRightToSpawn() throws Exception {
        module("child.wat", "(module)");
        module("parent.wat", """
                        (module (import "capability" "spawn" (global $spawn externref))
                          (import "capability-method" "spawn(string,string)->capability" (func $new (param externref i32 i32 i32 i32) (result externref)))
                          (memory (export "memory") 1) (data (i32.const 0) "child") (data (i32.const 8) "ab")
                          (func (export "new") (param i32) (drop (call $new (global.get $spawn) (i32.const 0) (i32.const 5) (local.get 0) (i32.const 1))))
                          (func (export "_start") (call 1 (i32.const 8))))""".replace("(call 1", "(call $go").replace("(func (export \"new\")",
                        "(func $go (export \"new\")"));
        String manifest = """
                        [capabilities]
                        spawn = { kind = "spawn", modules = { child = "child.wat" }, children = 1 }
                        [process.parent]
                        module = "parent.wat"
                        capabilities = { spawn = "spawn" }
                        """;
        try (Application application = start(manifest)) {
            application.run();
            assertThat(application.supervisor().find("parent/a")).isNotNull();
            assertThatThrownBy(() -> application.processes().get("parent").call("new", 9)).hasMessageContaining("nano-process parent: trap");
        }
        assertThatThrownBy(() -> run(manifest.replace("child.wat", "none.wat"))).hasMessageContaining("app.toml:2:1: capability `spawn`: no such file");
    }

    /** What the embedder hands over is what the manifest takes it for, or that is told. */
    @Test
    void whatIsHandedOverMustFit() throws Exception {
        module("a.wat", "(module (func (export \"_start\")))");
        host.capability("given", ClockCapability.monotonic());
        assertThatThrownBy(() -> run("""
                        [capabilities]
                        given = "host"
                        [process.a]
                        module = "a.wat"
                        capabilities = { given = "given" }
                        wasi = { stdout = "given", directories = { "/" = "given" } }
                        imports.x = { f = { capability = "given", operation = "write" } }
                        """)).isInstanceOf(ManifestException.class).hasMessage("""
                                        app.toml:6:19: `given` is a capability of kind clock, which can't be this
                                        app.toml:6:50: `given` is a capability of kind clock, which can't be this
                                        app.toml:7:34: a capability of kind clock has no operation `write`""");
    }
}
