// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jwasm.launcher.Command.jwasm;
import static org.jwasm.launcher.Command.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jwasm.launcher.Command.Mode;
import org.jwasm.launcher.Command.Result;
import org.jwasm.launcher.Command.Running;

/** Manifests on the command line: run, tree, diff, audit, learn. */
final class ManifestCommandTest {

    private static final String WALLET = Command.root().resolve("examples/wallet").toString();
    private static final String LOCAL = "paid 5 coins, signed 3473664404280837280\ninfo app/gui/notify: you sent 5\n";

    @TempDir
    Path directory;

    private static Result run(String... arguments) {
        return jwasm(Mode.NO_GRAAL, arguments).run();
    }

    private String manifest(String text) throws IOException {
        return Files.writeString(directory.resolve("app.toml"), text).toString();
    }

    @ParameterizedTest
    @EnumSource
    void runsNanoProcesses(Mode mode) {
        assertThat(jwasm(mode, "run", WALLET + "/wallet.toml").run()).isEqualTo(new Result(0, LOCAL, ""));
    }

    @Test
    void whatIsRecordedCanBeAsked() throws IOException {
        String log = directory.resolve("log").toString();
        assertThat(run("run", "--audit", log, WALLET + "/wallet.toml").out()).isEqualTo(LOCAL);
        Result overview = run("audit", log);
        assertThat(overview.out()).contains("used\n  app/gui  output write  (1)\n  app/gui/notify  log write  (1)\ndenied\n");
        String event = Files.readAllLines(Path.of(log)).stream().filter(line -> line.contains("\"use\"") && line.contains("app/gui/notify")).findFirst()
                        .orElseThrow();
        String id = event.replaceFirst(".*\"capability\":(\\d+),.*", "$1");
        assertThat(run("audit", "--capability", id, log).out()).startsWith("through\n  app/gui/notify #" + id + " log ").contains("  app/gui #").contains(
                        "  from app (#").contains("in the hands of\n").contains("by log.write");
        assertThat(run("audit", "--who", "app/", "--what", "output", "--json", log).out()).contains("\"use\"").doesNotContain("\"log\"");
        assertThat(run("audit", "--when", "yesterday", log)).satisfies(result -> {
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).startsWith("jwasm: `yesterday` is no time");
        });
    }

    @Test
    void anUpdateThatWantsMoreDoesNotStart() {
        Result update = run("run", WALLET + "/update.toml");
        assertThat(update.exitCode()).isEqualTo(1);
        assertThat(update.out()).isEmpty();
        assertThat(update.err()).startsWith("jwasm: denied: app/gui/notify: net.connect: it wasn't granted\n" +
                        "jwasm: nano-process app/gui/notify: unknown import: func \"net\" \"connect\"").doesNotContain("Exception");
        assertThat(run("diff", WALLET + "/wallet.toml", WALLET + "/update.toml")).isEqualTo(new Result(1, """
                        + app/gui/notify: import net.connect  (func (param i32 i32 i32) (result i32))
                        + app/gui/notify: import net.send  (func (param i32 i32 i32) (result i32))
                        """, ""));
        assertThat(run("diff", WALLET + "/modules/notify-2.wasm", WALLET + "/modules/notify-1.wasm")).isEqualTo(new Result(0, "", ""));
        assertThat(run("diff", WALLET + "/modules/notify-1.wasm", WALLET + "/none.wasm").exitCode()).isEqualTo(2);
    }

    @Test
    void thePictureNeedsNoOtherFiles() throws IOException {
        Path page = directory.resolve("page.html");
        assertThat(run("tree", "--html", page.toString(), WALLET + "/wallet.toml").exitCode()).isZero();
        assertThat(Files.readString(page)).contains("<svg").contains("class='grant streams'").contains("holds log: log stdout [write], from app/gui")
                        .doesNotContain("<script").doesNotContain("src=").doesNotContain("href");
    }

    @Test
    void allThatIsWrongIsToldWithItsPlace() throws IOException {
        String bad = manifest("""
                        mian = "app"
                        [process.app]
                        modul = "x.wasm"
                        """);
        assertThat(run("run", bad)).isEqualTo(new Result(1, "", """
                        jwasm: %1$s:1:1: there is no key `mian` in a manifest; did you mean `main`?
                        jwasm: %1$s:2:1: process `app` needs its `module`, the path of a file
                        jwasm: %1$s:3:1: there is no key `modul` in process `app`; did you mean `module`?
                        """.formatted(bad)));
        assertThat(run("run", "--dir", ".", bad).err()).startsWith("jwasm: with a manifest, only --audit");
    }

    @Test
    void theDeadAreReported() throws IOException {
        String spin = """
                        [process.spin]
                        module = "%s"
                        limits = { %%s }
                        imports.wasi_snapshot_preview1 = { fd_write = "deny", proc_exit = "deny" }
                        """.formatted(module("spin"));
        Result fuel = run("run", manifest(spin.formatted("fuel = 100000")));
        assertThat(fuel).isEqualTo(new Result(134, "", fuel.err()));
        assertThat(fuel.err()).contains("jwasm: denied: spin: wasi_snapshot_preview1.fd_write: this import is denied\n").endsWith(
                        "jwasm: nano-process spin: exhausted:fuel\n");
        assertThat(run("run", manifest(spin.formatted("deadline = \"500ms\""))).exitCode()).isEqualTo(124);
    }

    @Test
    void interruptsEndTheTree() throws Exception {
        Running running = jwasm(Mode.NO_GRAAL, "run", manifest("""
                        [capabilities]
                        out = "stdout"
                        [process.spin]
                        module = "%s"
                        capabilities = { out = "out" }
                        wasi = { stdout = "out" }
                        """.formatted(module("spin")))).start();
        running.readLine();
        running.signal("INT");
        assertThat(running.end().exitCode()).isEqualTo(130);
    }

    /** What was learnt is enough for the same, and for nothing else. */
    @Test
    void learnsWhatIsNeeded() throws IOException {
        Files.createDirectories(directory.resolve("data/letters"));
        Files.writeString(directory.resolve("data/letters/a.txt"), "one two two\n");
        Files.writeString(directory.resolve("data/secret.txt"), "secret\n");
        String words = Command.root().resolve("examples/programs/bin/words.wasm").toString();
        Result learnt = jwasm(Mode.NO_GRAAL, "learn", "--dir", "data", "--env", "HOME", words, "data/letters/a.txt").in(directory).run();
        assertThat(learnt.exitCode()).isZero();
        assertThat(learnt.err()).isEqualTo("jwasm: words.learned.toml: written; review it\n");
        assertThat(Files.readString(directory.resolve("words.learned.toml"))).contains("# seen: letters/a.txt").contains(
                        "subdirectory = \"letters\", rights = [\"read\"]").doesNotContain("HOME").doesNotContain("random = ");
        assertThat(jwasm(Mode.NO_GRAAL, "run", "words.learned.toml", "data/letters/a.txt").in(directory).run().out()).isEqualTo(learnt.out());
        Result denied = jwasm(Mode.NO_GRAAL, "run", "words.learned.toml", "data/letters/../secret.txt").in(directory).run();
        assertThat(denied.out()).doesNotContain("secret");
        assertThat(denied.err()).contains("denied: words: wasi_snapshot_preview1.path_open: directory open ../secret.txt: the path leads out of its directory");
        assertThat(jwasm(Mode.NO_GRAAL, "learn", words).in(directory).run().err()).contains("words.learned.toml: is there already; --force replaces it");
    }

    /** With a terminal of its own: the answers are typed when they are asked for. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void asksAtTheTerminal() throws Exception {
        Files.writeString(directory.resolve("a.txt"), "a\n");
        Files.writeString(directory.resolve("b.txt"), "b\n");
        String words = Command.root().resolve("examples/programs/bin/words.wasm").toString();
        String manifest = manifest("""
                        [capabilities]
                        out = "stdout"
                        err = "stderr"
                        args = "arguments"
                        here = { kind = "directory", path = ".", ask = true } # asks
                        [process.words]
                        module = "%s"
                        capabilities = { out = "out", err = "err", args = "args", here = "here" }
                        wasi = { stdout = "out", stderr = "err", arguments = "args", directories = { "." = "here" } }
                        """.formatted(words));
        String jwasm = Command.root().resolve("jwasm").toString();
        ProcessBuilder builder = new ProcessBuilder("python3", "-c", """
                        import os, pty, sys
                        answers = [b"a\\n", b"n\\n"]
                        def read(fd):
                            data = os.read(fd, 1024)
                            if b"[n]ot? " in data and answers:
                                os.write(fd, answers.pop(0))
                            return data
                        status = pty.spawn(sys.argv[1:], read, lambda fd: b"")
                        sys.exit(os.waitstatus_to_exitcode(status))
                        """, jwasm, "run", "--interactive", manifest, "a.txt", "b.txt").directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("JWASM_BUILD", "off");
        builder.environment().put("JWASM_JIT", "off");
        Process process = builder.start();
        String shown = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(shown).isNotZero();
        assertThat(shown).contains("jwasm: words wants to read a.txt (wasi_snapshot_preview1.path_open)").contains("wants to read b.txt").contains(
                        "words: b.txt: Capabilities insufficient");
        assertThat(Files.readString(Path.of(manifest))).contains("ask = true, allowed = [\"read a.txt\"] } # asks");
        assertThat(jwasm(Mode.NO_GRAAL, "run", manifest, "a.txt").in(directory).run()).isEqualTo(new Result(0, "      1 a\n", ""));
    }
}
