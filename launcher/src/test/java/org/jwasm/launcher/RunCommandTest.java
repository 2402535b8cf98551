// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.jwasm.launcher.Command.jwasm;
import static org.jwasm.launcher.Command.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.jwasm.launcher.Command.Mode;
import org.jwasm.launcher.Command.Result;
import org.jwasm.launcher.Command.Running;

/** Guests that {@code ./jwasm} runs, in both modes where the engine takes part. */
final class RunCommandTest {

    private static final String HELLO = Command.root().resolve("examples/hello.wasm").toString();

    @ParameterizedTest
    @EnumSource
    void runsAProgram(Mode mode) {
        assertThat(jwasm(mode, HELLO).run()).isEqualTo(new Result(0, "Hello from WebAssembly!\n", ""));
        assertThat(jwasm(mode, "run", HELLO, "--help").run()).isEqualTo(new Result(0, "Hello from WebAssembly!\n", ""));
    }

    @Test
    void usesTheCompilerExactlyIfItShould() {
        assertThat(jwasm(Mode.GRAAL, "run", HELLO).with("JWASM_DEBUG", "1").run().err()).contains("jwasm: debug: engine ")
                        .doesNotContain("engine Interpreted");
        assertThat(jwasm(Mode.NO_GRAAL, "run", HELLO).with("JWASM_DEBUG", "1").run().err()).contains("engine Interpreted");
        assertThat(jwasm(Mode.GRAAL, "run", "--no-jit", HELLO).with("JWASM_DEBUG", "1").run().err()).contains("engine Interpreted");
        assertThat(jwasm(Mode.GRAAL, "--no-jit", HELLO).with("JWASM_DEBUG", "1").run().err()).contains("engine Interpreted");
    }

    /** By default the compiler is there for what isn't translated, and wherever somebody looks at trees. */
    @Test
    void hasTheCompilerIfThereIsSomethingForIt() {
        String programs = Command.root().resolve("examples/programs/bin").toString();
        assertThat(choice("run", HELLO)).contains("engine Interpreted");
        assertThat(choice("run", programs + "/tree.wasm")).contains("engine Interpreted");
        assertThat(choice("run", programs + "/vectors.wasm", "1")).contains("engine Interpreted");
        assertThat(choice("run", programs + "/threads.wasm")).contains("engine GraalVM CE");
        assertThat(choice("run", "--no-tier", HELLO)).contains("engine GraalVM CE");
        assertThat(choice("run", "-W", "nan-canonicalization=y", HELLO)).contains("engine GraalVM CE");
        assertThat(choice("run", "--cpusampler", HELLO)).contains("engine GraalVM CE");
    }

    private static String choice(String... arguments) {
        return jwasm(Mode.GRAAL, arguments).with("JWASM_JIT", "on").with("JWASM_DEBUG", "1").run().err();
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhoHadTheProcessors(Mode mode) {
        String sort = Command.root().resolve("examples/programs/bin/sort.wasm").toString();
        Result result = jwasm(mode, "run", "--trace-tiers", sort).run("b\na\n".getBytes(UTF_8));
        String last = result.err().lines().reduce((before, line) -> line).orElse("");
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
        assertThat(last).matches("tier: processor time \\d+\\.\\d\\d s: the guest \\d+\\.\\d\\d s \\(\\d+ %\\), .*C1 .*");
        assertThat(Pattern.compile("\\((\\d+) %\\)").matcher(last).results().mapToInt(part -> Integer.parseInt(part.group(1))).sum()).isBetween(96, 104);
    }

    @Test
    void saysThatTheModeHasToComeFirst() {
        Result result = jwasm(Mode.GRAAL, "run", "--timeout", "1m", "--no-jit", HELLO).run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("--no-jit must come first");
    }

    @Test
    void readsAModuleFromStandardInput() throws IOException {
        assertThat(jwasm(Mode.NO_GRAAL, "run", "-").run(Files.readAllBytes(Path.of(HELLO))).out()).isEqualTo("Hello from WebAssembly!\n");
    }

    @ParameterizedTest
    @EnumSource
    void passesTheProgramsExitCodeOn(Mode mode) {
        assertThat(jwasm(mode, "run", module("exit")).run()).isEqualTo(new Result(42, "", ""));
    }

    @ParameterizedTest
    @EnumSource
    void tellsTrapsWithTheGuestsStack(Mode mode) {
        String file = module("traps");
        assertThat(jwasm(mode, "run", file).run()).isEqualTo(new Result(134, "",
                        "jwasm: " + file + ": trap: unreachable\n    at boom @ 0x55\n    at middle @ 0x59\n    at _start @ 0x5e\n"));
        assertThat(jwasm(mode, "run", "--invoke", "nested", file).run()).isEqualTo(new Result(134, "", "jwasm: " + file
                        + ": trap: unreachable\n    at wasm-function[7] @ 0x85\n    at wasm-function[8] @ 0x89\n    at nested @ 0x80\n"));
        assertThat(jwasm(mode, "run", "--invoke", "divide", file, "0").run().err())
                        .isEqualTo("jwasm: " + file + ": trap: integer divide by zero\n    at divide @ 0x67\n");
        assertThat(jwasm(mode, "run", "--invoke", "load", file, "65533").run().err())
                        .isEqualTo("jwasm: " + file + ": trap: out of bounds memory access\n    at load @ 0x6d\n");
    }

    @ParameterizedTest
    @CsvSource({"GRAAL,64M", "GRAAL,1M", "NO_GRAAL,64M", "NO_GRAAL,1M"})
    void endlessRecursionExhaustsTheGuestsStackOnly(Mode mode, String stack) {
        Result result = jwasm(mode, "run", "--stack-size", stack, "--invoke", "down", module("traps"), "0").run();
        assertThat(result.exitCode()).isEqualTo(134);
        assertThat(result.err()).contains(": trap: call stack exhausted\n    at down").doesNotContain("java");
        assertThat(result.err().lines().count()).isLessThan(30);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
                    "i32 -1|-1", "i32 4294967295|-1", "i32 0x10|16", "i64 18446744073709551615|-1", "i64 -9223372036854775808|-9223372036854775808",
                    "f32 0.1|0.1", "f32 0x1.8p1|3", "f32 nan|NaN", "f32 -inf|-inf", "f64 1e21|1000000000000000000000",
                    "f64 -0.0|-0", "f32-bits nan:0x200001|2141192193", "f64-bits -nan|-2251799813685248", "add 2 -3|-1",
                    "swap 1 2.5|2.5 1", "nothing|"})
    void invokesFunctionsByTheirTypes(String call, String results) {
        assertThat(invoke(call)).isEqualTo(new Result(0, results == null ? "" : results.replace(' ', '\n') + "\n", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
                    "add 1|`add` takes 2 arguments, not 1: (func (param i32 i32) (result i32))",
                    "add 1 x|argument 2 of `add`: `x` is no i32",
                    "reference 1|an argument of type externref can't be written on a command line",
                    "subtract 1 2|no function `subtract` is exported; there are i32, i64, f32, f64, f32-bits"})
    void wrongInvocationsAreExplained(String call, String message) {
        Result result = invoke(call);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).startsWith("jwasm: " + module("numbers") + ": ").contains(message);
        assertThat(result.err().lines()).hasSize(1);
    }

    /** Calls a function of the module {@code numbers}, with arguments behind its name. */
    private static Result invoke(String call) {
        List<String> words = List.of(call.split(" "));
        List<String> line = new ArrayList<>(List.of("run", "--invoke", words.getFirst(), module("numbers")));
        line.addAll(words.subList(1, words.size()));
        return jwasm(Mode.NO_GRAAL, line.toArray(String[]::new)).run();
    }

    /** The plainest command lines are understood without picocli, and as it would. */
    @ParameterizedTest
    @ValueSource(strings = {"FILE a b", "--env HERE=1 --env NOWHERE FILE --env X", "--env -a=b --dir . FILE -- x", "--env =x FILE", "--env FILE", "--env", "--dir FILE", "--dir", "--dir /nowhere FILE",
                    "--cache --cache FILE", "--cache --cache=x FILE", "--cache", "--cache=/proc/x FILE", "--dir / --cache FILE", "--cached FILE", "--env A= --cache=/proc/x --env B=2 FILE", ""})
    void plainLinesMeanTheSame(String line) {
        List<String> words = new ArrayList<>(List.of("run"));
        if (!line.isEmpty()) {
            words.addAll(List.of(line.replace("FILE", module("given")).split(" ")));
        }
        Result plain = jwasm(Mode.NO_GRAAL, words.toArray(String[]::new)).run();
        words.addAll(1, List.of("--timeout", "60"));
        assertThat(plain).isEqualTo(jwasm(Mode.NO_GRAAL, words.toArray(String[]::new)).run());
    }

    @Test
    void aModuleThatCannotBeLinkedOrIsNoProgramIsExplained() {
        Result unlinkable = jwasm(Mode.NO_GRAAL, "run", module("unlinkable")).run();
        assertThat(unlinkable.exitCode()).isEqualTo(1);
        assertThat(unlinkable.err()).startsWith("jwasm: " + module("unlinkable") + ": ").contains("nobody").doesNotContain("\tat ");
        Result library = jwasm(Mode.NO_GRAAL, "run", module("library")).run();
        assertThat(library).isEqualTo(new Result(1, "", "jwasm: " + module("library")
                        + ": not a program: it exports no function `_start`. --invoke calls any exported function; there is one\n"));
    }

    @Test
    void aProgramIsInitializedThenStarted(@TempDir Path directory) throws IOException {
        String initialize = "(global $g (mut i32) (i32.const 0)) (func (export \"_initialize\") (result i32) (global.set $g (i32.const 1)) (i32.const 7))";
        String start = "(func $check (if (i32.eqz (global.get $g)) (then unreachable))) (func (export \"_start\") call $check)";
        assertThat(run(directory, initialize + start)).isEqualTo(new Result(0, "", ""));
        assertThat(run(directory, initialize)).isEqualTo(new Result(0, "", ""));
        Result trap = run(directory, "(global $g i32 (i32.const 0))" + start);
        assertThat(trap.exitCode()).isEqualTo(134);
        assertThat(trap.err()).matches("jwasm: \\S+: trap: unreachable\n    at check @ 0x\\w+\n    at _start @ 0x\\w+\n");
    }

    @Test
    void whatIsExportedUnderAProgramsNamesButIsNoneIsExplained(@TempDir Path directory) throws IOException {
        Result parameter = run(directory, "(func (export \"_start\") (param i32))");
        assertThat(parameter.exitCode()).isEqualTo(1);
        assertThat(parameter.err()).contains("not a program").contains("takes parameters").doesNotContain("internal error");
        Result global = run(directory, "(global (export \"_initialize\") i32 (i32.const 1)) (memory (export \"_start\") 1) (func (export \"main\"))");
        assertThat(global.exitCode()).isEqualTo(1);
        assertThat(global.err()).contains("it exports no function `_start`").contains("there is main");
    }

    private static Result run(Path directory, String fields) throws IOException {
        return jwasm(Mode.NO_GRAAL, "run", Files.writeString(directory.resolve("program.wat"), "(module " + fields + ")").toString()).run();
    }

    @ParameterizedTest
    @EnumSource
    void endsAGuestAtItsTimeout(Mode mode) {
        Result result = jwasm(mode, "run", "--timeout", "2s", module("spin")).run();
        assertTimedOut(result, "spin");
    }

    @Test
    void endsAGuestThatWaitsForInputAtItsTimeout() {
        Result result = jwasm(Mode.NO_GRAAL, "run", "-W", "timeout=2s", module("cat")).start().end();
        assertTimedOut(result, "cat");
    }

    /** On a busy machine the time may be over before the guest starts. */
    private static void assertTimedOut(Result result, String module) {
        assertThat(result.exitCode()).isEqualTo(124);
        assertThat(result.out()).isIn("", "running\n");
        assertThat(result.err()).isEqualTo("jwasm: " + module(module) + ": timeout\n");
    }

    @ParameterizedTest
    @CsvSource({"GRAAL,spin", "NO_GRAAL,spin", "GRAAL,cat", "NO_GRAAL,cat"})
    void endsAtCtrlC(Mode mode, String module) throws IOException, InterruptedException {
        Running running = jwasm(mode, "run", module(module)).start();
        assertThat(running.readLine()).isEqualTo("running");
        running.signal("INT");
        assertThat(running.end()).isEqualTo(new Result(130, "running\n", ""));
    }

    @Test
    void passesInputOnAsItComes() throws IOException, InterruptedException {
        Running running = jwasm(Mode.NO_GRAAL, "run", module("cat")).start();
        assertThat(running.readLine()).isEqualTo("running");
        running.write("first\n");
        assertThat(running.readLine()).isEqualTo("first");
        running.write("second\n");
        assertThat(running.readLine()).isEqualTo("second");
        running.signal("TERM");
        assertThat(running.end().exitCode()).isEqualTo(143);
    }

    @Test
    void copiesStandardInput() {
        byte[] input = "zero\0 and ünïcode\n".repeat(5000).getBytes(UTF_8);
        assertThat(jwasm(Mode.NO_GRAAL, "run", module("cat")).run(input).out()).isEqualTo("running\n" + new String(input, UTF_8));
    }

    @Test
    void everythingBehindTheFileBelongsToTheGuest() {
        Result result = jwasm(Mode.NO_GRAAL, "run", module("given"), "a b", "", "--env", "--", "@x", "${y}", "'q'", "-W", "ä").run();
        assertThat(result.out().split("\0", -1)).containsExactly("given.wasm", "a b", "", "--env", "--", "@x", "${y}", "'q'", "-W", "ä", "");
        assertThat(jwasm(Mode.NO_GRAAL, "--argv0", "me", module("given")).run().out()).isEqualTo("me\0");
    }

    @Test
    void givesTheNamedVariablesOnly() {
        Command command = jwasm(Mode.NO_GRAAL, "run", "--env", "HERE", "--env", "SAID=a=b", "--env", "EMPTY=", "--env", "NOWHERE", module("given"))
                        .with("HERE", "value").with("SECRET", "secret");
        assertThat(command.run().out().split("\0", -1)).containsExactly("given.wasm", "HERE=value", "SAID=a=b", "EMPTY=", "");
    }

    @Test
    void givesTheNamedDirectoriesOnly(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("file"), "text");
        String open = module("open");
        assertThat(jwasm(Mode.NO_GRAAL, "run", "--invoke", "read", open).in(directory).run().exitCode()).as("EBADF").isEqualTo(8);
        assertThat(jwasm(Mode.NO_GRAAL, "run", "--dir", ".::/in:ro", "--invoke", "read", open).in(directory).run().exitCode()).isZero();
        assertThat(jwasm(Mode.NO_GRAAL, "run", "--dir", ".:ro", "--invoke", "create", open).in(directory).run().exitCode()).isNotZero();
        assertThat(directory.resolve("new")).doesNotExist();
        assertThat(jwasm(Mode.NO_GRAAL, "run", "--dir", ".", "--invoke", "create", open).in(directory).run().exitCode()).isZero();
        assertThat(directory.resolve("new")).exists();
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() {
        Result result = jwasm(Mode.NO_GRAAL, "run", "--dir", "no/such", HELLO).run();
        assertThat(result).isEqualTo(new Result(1, "", "jwasm: no/such: no such directory\n"));
    }

    @Test
    void boundsMemory() {
        String grow = module("grow");
        assertThat(jwasm(Mode.NO_GRAAL, "run", "--invoke", "grow", grow, "15").run().out()).isEqualTo("1\n");
        assertThat(jwasm(Mode.NO_GRAAL, "run", "--max-memory", "1M", "--invoke", "grow", grow, "15").run().out()).isEqualTo("1\n");
        assertThat(jwasm(Mode.NO_GRAAL, "run", "--max-memory", "1M", "--invoke", "grow", grow, "16").run().out()).isEqualTo("-1\n");
        assertThat(jwasm(Mode.NO_GRAAL, "run", "-Wmax-memory-size=1M", "--invoke", "grow", grow, "16").run().out()).isEqualTo("-1\n");
    }
}
