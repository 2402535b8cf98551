// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jwasm.launcher.Command.jwasm;
import static org.jwasm.launcher.Command.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.launcher.Command.Mode;
import org.jwasm.launcher.Command.Result;
import tools.jackson.jr.ob.JSON;

/** What {@code ./jwasm} says without running a guest. */
final class UsageCommandTest {

    private static final byte[] BAD_MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 1};

    private static Result run(String... arguments) {
        return jwasm(Mode.GRAAL, arguments).run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "run --help", "validate --help", "inspect --help", "run -h", "wat2wasm --help", "wasm2wat --help",
                    "compile --help", "wast --help"})
    void helpTeachesWithExamples(String line) {
        Result result = run(line.split(" "));
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Usage: jwasm", "Examples:");
        assertThat(result.out().lines()).allMatch(text -> text.length() <= 80);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void versionIsOneLine() {
        assertThat(run("--version").out()).matches("jwasm \\d+\\.\\d+\\.\\d+\\S* \\(Java 25\\S*\\)\n");
    }

    @Test
    void nothingAtAllPrintsTheHelpAsAnError() {
        Result result = run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Usage: jwasm");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
                    "run|missing required parameter: 'FILE'",
                    "run --dirr . x.wasm|unknown option: '--dirr'",
                    "run --timeout soon x.wasm|invalid value for option '--timeout': `soon` is no duration",
                    "run --stack-size 12 x.wasm|the stack can have 1M to 1G, not 12 bytes",
                    "run -W epoch=1 x.wasm|unknown option -W epoch",
                    "run --env =x x.wasm|a variable needs a name",
                    "run --dir ::/x x.wasm|is no directory grant",
                    "validate|missing required parameter: 'FILE'",
                    "inspect a b|unmatched argument",
                    "inspect --code --json x.wasm|--json says nothing of code",
                    "inspect --no-check x.wasm|--no-check is for --code",
                    "wat2wasm a b|unmatched argument",
                    "wasm2wat|missing required parameter: 'FILE'",
                    "wast|missing required parameter: 'FILE'"})
    void wrongUsageIsToldInOneLineAndExitsWithOne(String line, String message) {
        Result result = run(line.split(" "));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("jwasm: ").contains(message, "--help`").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "inspect", "wat2wasm", "wasm2wat", "wast"})
    void aMissingFileIsNamed(String command) {
        Result result = run(command, "no/such.wasm");
        assertThat(result).isEqualTo(new Result(1, "", "jwasm: no/such.wasm: no such file\n"));
    }

    @Test
    void aDirectoryIsNoModule(@TempDir Path directory) {
        assertThat(run("validate", directory.toString())).isEqualTo(new Result(1, "", "jwasm: " + directory + ": is a directory\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "inspect", "wasm2wat"})
    void aBadModuleIsToldWithItsPlace(String command, @TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("bad.wasm"), BAD_MODULE);
        Result result = run(command, file.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("jwasm: " + file + ": ").contains("length out of bounds", "at offset 0x8").doesNotContain("\tat ");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void validateIsSilentAboutValidModulesAndNamesTheOthers(@TempDir Path directory) throws IOException {
        assertThat(run("validate", module("numbers"), module("cat"))).isEqualTo(new Result(0, "", ""));
        Path file = Files.writeString(directory.resolve("text.wasm"), "(module)");
        Result mixed = run("validate", module("numbers"), file.toString(), module("cat"));
        assertThat(mixed.exitCode()).isEqualTo(1);
        assertThat(mixed.err()).startsWith("jwasm: " + file + ": ").contains("magic header not detected");
        assertThat(mixed.err().lines()).hasSize(1);
    }

    @Test
    void validateReadsStandardInput() {
        Result result = jwasm(Mode.GRAAL, "validate", "-").run("(modul)".getBytes(UTF_8));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).startsWith("jwasm: standard input:1:2: ");
        assertThat(jwasm(Mode.GRAAL, "validate", "-").run("(module)".getBytes(UTF_8))).isEqualTo(new Result(0, "", ""));
        assertThat(jwasm(Mode.GRAAL, "validate", "-").run()).isEqualTo(
                        new Result(1, "", "jwasm: standard input: unexpected end at offset 0x0\n"));
    }

    @Test
    void inspectShowsWhatAModuleAsksForAndOffers() {
        Result result = run("inspect", module("cat"));
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("wasi_snapshot_preview1.fd_read  (func (param i32 i32 i32 i32) (result i32))",
                        "_start  (func)", "memory  (memory 1)", "2 defined, 2 imported", "custom name");
    }

    @Test
    void inspectPrintsJson() throws IOException {
        String file = module("numbers");
        Map<String, Object> json = JSON.std.mapFrom(run("inspect", "--json", file).out());
        assertThat(json).containsEntry("file", file).containsEntry("size", (int) Files.size(Path.of(file)))
                        .containsEntry("functions", Map.of("imported", 0, "defined", 10))
                        .containsEntry("imports", List.of());
        assertThat((List<?>) json.get("exports")).hasSize(10).anySatisfy(export -> assertThat(export).isEqualTo(
                        Map.of("name", "add", "kind", "func", "index", 6, "type", "(func (param i32 i32) (result i32))")));
    }

    @Test
    void theCommandWorksThroughSymbolicLinksAndFromAnywhere(@TempDir Path directory) throws IOException, InterruptedException {
        Path first = Files.createSymbolicLink(directory.resolve("first"), Command.root().resolve("jwasm"));
        Path second = Files.createSymbolicLink(directory.resolve("second"), first.getFileName());
        Process process = new ProcessBuilder(second.toString(), "--version").directory(directory.toFile()).start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).startsWith("jwasm ");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void aWrongJavaIsRefusedByName() {
        Result result = jwasm(Mode.GRAAL, "--version").with("JWASM_JAVA", "/no/java").run();
        assertThat(result).isEqualTo(new Result(1, "", "jwasm: JWASM_JAVA=/no/java is no Java 25 or newer\n"));
    }
}
