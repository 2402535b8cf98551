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
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.launcher.Command.Mode;
import org.jwasm.launcher.Command.Result;
import tools.jackson.jr.ob.JSON;

/** The text format and test scripts on the command line. */
final class TextCommandTest {

    private static final String SUM = """
                    (module $sum
                      (func $add (export "add") (param $a i32) (param $b i32) (result i32)
                        (i32.add (local.get $a) (local.get $b)))
                      (@custom "note" "hello"))
                    """;

    @TempDir
    private Path directory;

    private Result run(String... arguments) {
        return jwasm(Mode.NO_GRAAL, arguments).in(directory).run();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    @Test
    void aFunctionOfATextIsInvoked() throws IOException {
        write("sum.wat", SUM);
        assertThat(run("run", "--invoke", "add", "sum.wat", "2", "3")).isEqualTo(new Result(0, "5\n", ""));
        assertThat(jwasm(Mode.GRAAL, "--invoke", "add", "-", "2", "3").run(SUM.getBytes(UTF_8))).isEqualTo(new Result(0, "5\n", ""));
        assertThat(run("inspect", "sum.wat").out()).contains("module `sum`", "add  (func (param i32 i32) (result i32))", "custom note");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "inspect", "wat2wasm", "wasm2wat", "wast"})
    void errorsInTextShowTheLineAndACaret(String command) throws IOException {
        write("bad.wat", "(module\n  (func (result i32)\n    i32.cnst 3))");
        assertThat(run(command, "bad.wat")).isEqualTo(
                        new Result(1, "", "jwasm: bad.wat:3:5: unknown operator i32.cnst\n    i32.cnst 3))\n    ^\n"));
        assertThat(directory.resolve("bad.wasm")).doesNotExist();
    }

    @Test
    void errorsInTextDoNotCommandTheTerminal() throws IOException {
        write("escape.wat", "\u001b[31m");
        assertThat(run("validate", "escape.wat").err()).startsWith("jwasm: escape.wat:1:1: illegal character\n").doesNotContain("\u001b");
    }

    @Test
    void translationThereAndBackGivesTheSameModule() throws IOException {
        write("sum.wat", SUM);
        assertThat(run("wat2wasm", "--debug-names", "sum.wat")).isEqualTo(new Result(0, "", ""));
        byte[] binary = Files.readAllBytes(directory.resolve("sum.wasm"));
        Result text = run("wasm2wat", "sum.wasm");
        assertThat(text.out()).startsWith("(module $sum\n").contains("(@custom \"note\"", "(i32.add (local.get $a) (local.get $b))");
        write("again.wat", text.out());
        assertThat(run("wat2wasm", "--debug-names", "again.wat", "-o", "other.wasm")).isEqualTo(new Result(0, "", ""));
        assertThat(directory.resolve("other.wasm")).hasBinaryContent(binary);
        assertThat(run("run", "--invoke", "add", "other.wasm", "2", "3").out()).isEqualTo("5\n");
    }

    @Test
    void namesAreKeptOnlyIfAskedFor() throws IOException {
        write("sum.wat", SUM);
        assertThat(run("wat2wasm", "sum.wat").exitCode()).isZero();
        assertThat(run("wasm2wat", "sum.wasm", "-o", "sum2.wat")).isEqualTo(new Result(0, "", ""));
        assertThat(directory.resolve("sum2.wat")).content().contains("(func (;0;)").doesNotContain("$add");
    }

    @Test
    void invalidModulesAreTranslatedOnlyUnchecked() throws IOException {
        write("invalid.wat", "(module (func $f (result i32)))");
        assertThat(run("wat2wasm", "invalid.wat").err()).startsWith("jwasm: invalid.wat: type mismatch");
        assertThat(directory.resolve("invalid.wasm")).doesNotExist();
        assertThat(run("wat2wasm", "--no-check", "invalid.wat")).isEqualTo(new Result(0, "", ""));
        assertThat(run("wasm2wat", "invalid.wasm").err()).startsWith("jwasm: invalid.wasm: type mismatch");
        assertThat(run("wasm2wat", "--no-check", "invalid.wasm").out()).contains("(result i32)");
        assertThat(run("inspect", "--code", "invalid.wasm").err()).startsWith("jwasm: invalid.wasm: type mismatch");
        assertThat(run("inspect", "--code", "--no-check", "invalid.wasm").out()).startsWith("func 0 (type 0) (result i32)  at 0x");
    }

    @Test
    void whatCantBeTranslatedOrWrittenIsTold() throws IOException {
        write("sum.wat", SUM);
        assertThat(run("wat2wasm", module("cat"))).isEqualTo(new Result(1, "", "jwasm: " + module("cat") + ": is in the binary format already\n"));
        assertThat(run("wat2wasm", "-o", "no/such", "sum.wat")).isEqualTo(new Result(1, "", "jwasm: no/such: no such directory\n"));
        assertThat(run("wasm2wat", "-o", ".", "sum.wat")).isEqualTo(new Result(1, "", "jwasm: .: is a directory\n"));
    }

    @Test
    void codeIsListedWithOffsetsAndBytes() throws IOException {
        write("code.wat", """
                        (module (import "m" "f" (func $f (param f64)))
                          (func $g (export "h") (param $n i32) (local $x i64) (local f32 f32)
                            (block $b (loop (br_table $b 0 (local.get $n))))
                            (call $f (f64.const 1.5)))
                          (func))
                        """);
        String listing = """
                        func 1 $g (type 1) (param $n i32)  export "h"  at 0x2f, 29 bytes
                              0x2f  02 01 7e                    local 1 i64 $x
                              0x32  02 7d                       locals 2-3 f32
                              0x34  02 40                         block
                              0x36  03 40                           loop
                              0x38  20 00                             local.get $n
                              0x3a  0e 01 01 00                       br_table 1 0
                              0x3e  0b                              end
                              0x3f  0b                            end
                              0x40  44 00 00 00 00 00 00 f8 3f    f64.const 1.5
                              0x49  10 00                         call $f
                              0x4b  0b                          end
                        """;
        assertThat(run("inspect", "--function", "h", "code.wat")).isEqualTo(new Result(0, listing, ""));
        assertThat(run("inspect", "--function", "g", "--function", "0", "code.wat").out()).startsWith("func 1 $g").endsWith(
                        "\nfunc 0 $f (type 0) (param f64)  import \"m\" \"f\"\n");
        assertThat(run("inspect", "--code", "code.wat").out()).startsWith("func 1 $g").contains("\n\nfunc 2 (type 2)");
        assertThat(run("inspect", "--function", "3", "code.wat")).isEqualTo(
                        new Result(1, "", "jwasm: code.wat: no function `3`, by name, export or index; there are 3\n"));
    }

    @Test
    void aListingEndsWhenNobodyReadsOn() throws IOException, InterruptedException {
        write("large.wat", "(module (func " + "nop ".repeat(200_000) + "))");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "{ \"$0\" inspect --code large.wat; echo $? >&2; } | head -n 1",
                        Command.root().resolve("jwasm").toString()).directory(directory.toFile());
        builder.environment().put("JWASM_BUILD", "off");
        Process process = builder.start();
        assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).isEqualTo("141\n");
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).startsWith("func 0");
        process.waitFor();
    }

    @Test
    void scriptsAreCountedAndFailuresHaveTheirPlace() throws IOException {
        String module = "(module (func (export \"one\") (result i32) (i32.const 1)))\n";
        write("good.wast", module + "(assert_return (invoke \"one\") (i32.const 1))");
        write("bad.wast", module + "(assert_return (invoke \"one\") (i32.const 2))\n (assert_trap (invoke \"one\") \"unreachable\")");
        assertThat(run("wast", "good.wast")).isEqualTo(new Result(0, "good.wast: 2 passed, 0 failed (assert_return 1, module 1)\n", ""));
        Result both = run("wast", "good.wast", "bad.wast");
        assertThat(both.exitCode()).isEqualTo(1);
        assertThat(both.out().lines()).satisfiesExactly(
                        line -> assertThat(line).startsWith("good.wast: 2 passed"),
                        line -> assertThat(line).startsWith("bad.wast:2:1: assert_return: expected"),
                        line -> assertThat(line).startsWith("bad.wast:3:2: assert_trap: expected"),
                        line -> assertThat(line).isEqualTo("bad.wast: 1 passed, 2 failed (assert_return 1, assert_trap 1, module 1)"),
                        line -> assertThat(line).isEqualTo("2 scripts: 3 passed, 2 failed"));
    }

    @Test
    void scriptsReportInJson() throws IOException {
        write("bad.wast", "\n (module (func $f unreachable) (start $f))");
        Result result = run("wast", "--json", "bad.wast", "nosuch.wast");
        assertThat(result.exitCode()).isEqualTo(1);
        List<Object> reports = JSON.std.listFrom(result.out());
        assertThat(reports).first().isEqualTo(Map.of("file", "bad.wast", "commands", Map.of("module", 1), "passed", 0, "failures",
                        List.of(Map.of("line", 2, "column", 2, "command", "module", "message", "unreachable"))));
        assertThat(reports).last().isEqualTo(Map.of("file", "nosuch.wast", "error", "nosuch.wast: no such file"));
    }
}
