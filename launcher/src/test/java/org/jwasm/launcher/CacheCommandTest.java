// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jwasm.launcher.Command.jwasm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jwasm.launcher.Command.Mode;
import org.jwasm.launcher.Command.Result;

/** {@code jwasm compile}, and runs that keep and find translated code. */
final class CacheCommandTest {

    private static final String PROGRAM = Command.root().resolve("examples/programs/bin/perft.wasm").toString();
    private static final String HELLO = Command.root().resolve("examples/hello.wasm").toString();

    @TempDir
    private Path temporary;
    private Path directory;

    @BeforeEach
    void chooseDirectory() throws IOException {
        directory = temporary.toRealPath().resolve("code");
    }

    private static Result plain(Mode mode, String... arguments) {
        return jwasm(mode, arguments).run();
    }

    private static int files(Path directory) throws IOException {
        return files(directory, ".jwc");
    }

    private static int files(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return (int) files.filter(file -> file.toString().endsWith(suffix)).count();
        }
    }

    /** A program that does next to nothing has its code the next time, and its module is known by its file. */
    @Test
    void whatRanOnceIsKept() throws IOException {
        String[] run = {"run", "--cache=" + directory, "--trace-tiers", HELLO};
        assertThat(plain(Mode.NO_GRAAL, run).err()).doesNotContain("tier: loaded");
        assertThat(files(directory)).isEqualTo(1);
        // Of the module, and of the engine itself.
        assertThat(files(directory, ".jwi")).isEqualTo(2);
        Result second = plain(Mode.NO_GRAAL, run);
        assertThat(second.err()).contains("tier: loaded").doesNotContain("tier: compiled");
        assertThat(second.out()).isEqualTo("Hello from WebAssembly!\n");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatWasCompiledAheadIsNotTranslatedAgain(Mode mode) throws IOException {
        Result compiled = plain(mode, "compile", PROGRAM, HELLO, "-o", directory.toString());
        assertThat(compiled.err()).isEmpty();
        assertThat(compiled.exitCode()).isZero();
        assertThat(compiled.out().lines()).hasSize(2).allMatch(line -> line.matches(".*: \\d+ functions: \\d+ compiled \\(.*\\) in \\d+\\.\\d s, 0 there already"));
        assertThat(files(directory)).isEqualTo(2);
        Result run = plain(mode, "run", "--cache=" + directory, "--trace-tiers", PROGRAM, "2");
        assertThat(run.err()).contains("tier: loaded").doesNotContain("tier: compiled");
        assertThat(run.out()).isEqualTo(plain(mode, "run", "--no-tier", PROGRAM, "2").out()).isNotEmpty();
        Result again = plain(mode, "compile", PROGRAM, "-o", directory.toString());
        assertThat(again.out()).contains(" 0 compiled ").doesNotContain(" 0 there already");
    }

    @Test
    void codeThatCountsIsCompiledWhenAskedFor() {
        plain(Mode.NO_GRAAL, "compile", HELLO, "-o", directory.toString());
        String[] run = {"run", "--cache=" + directory, "--trace-tiers", "-W", "fuel=100000000", HELLO};
        assertThat(plain(Mode.NO_GRAAL, run).err()).doesNotContain("tier: loaded");
        plain(Mode.NO_GRAAL, "compile", "--fuel", HELLO, "-o", directory.toString());
        assertThat(plain(Mode.NO_GRAAL, run).err()).contains("tier: loaded").doesNotContain("tier: compiled");
    }

    @Test
    void aRunKeepsItsCodeForTheNext() throws IOException {
        // Long enough for some of it to be translated, however busy the machine is.
        Path user = directory.resolve("jwasm");
        Result first = jwasm(Mode.NO_GRAAL, "run", "--cache", PROGRAM, "4").with("XDG_CACHE_HOME", directory.toString()).run();
        assertThat(first.err()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(user))).isEqualTo("rwx------");
        assertThat(files(user)).isEqualTo(1);
        Result second = jwasm(Mode.NO_GRAAL, "run", "--trace-tiers", "--cache", PROGRAM, "4").with("XDG_CACHE_HOME", directory.toString()).run();
        assertThat(second.err()).contains("tier: loaded");
        assertThat(second.out()).isEqualTo(first.out());
        Result without = jwasm(Mode.NO_GRAAL, "run", "--trace-tiers", "--no-cache", PROGRAM, "4").with("XDG_CACHE_HOME", directory.toString()).run();
        assertThat(without.err()).doesNotContain("tier: loaded");
    }

    @Test
    void manyProcessesFillOneCache() throws IOException {
        List<Command.Running> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(jwasm(Mode.NO_GRAAL, "compile", PROGRAM, HELLO, "-o", directory.toString()).start());
        }
        for (Command.Running each : running) {
            Result result = each.end();
            assertThat(result.err()).isEmpty();
            assertThat(result.exitCode()).isZero();
        }
        assertThat(files(directory)).isEqualTo(2);
        assertThat(plain(Mode.NO_GRAAL, "compile", PROGRAM, HELLO, "-o", directory.toString()).out().lines()).allMatch(line -> line.contains(" 0 compiled "));
    }

    @Test
    void directoriesThatOthersWriteToAreRefused() throws IOException {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (Result result : List.of(plain(Mode.NO_GRAAL, "compile", HELLO, "-o", directory.toString()),
                        plain(Mode.NO_GRAAL, "run", "--cache=" + directory, HELLO))) {
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err().lines()).singleElement().asString().startsWith("jwasm: ").contains("can be written to by others", "chmod go-w");
        }
    }

    @Test
    void guestsDontGetToSeeTheCache() {
        for (String grant : List.of(temporary.toString(), directory.resolve("inside").toString(), temporary + "::/data:ro")) {
            Result result = plain(Mode.NO_GRAAL, "run", "--cache=" + directory, "--dir", grant, HELLO);
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).contains("the guest could change the code cache");
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void badModulesAreNamed() throws IOException {
        Path bad = Files.write(temporary.resolve("bad.wasm"), new byte[]{0, 'a', 's', 'm', 1, 0, 0, 0, 1, 1});
        Result result = plain(Mode.NO_GRAAL, "compile", bad.toString(), HELLO, "-o", directory.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).startsWith("jwasm: " + bad + ": ").hasLineCount(1);
        assertThat(result.out()).contains("hello.wasm: ");
    }
}
