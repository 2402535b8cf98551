// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What HotSpot's second compiler does for {@code jwasm}, as {@code scripts/compilers.json} says. */
final class CompilersCommandTest {

    private static final String FIB = """
                    (module
                      (func $fib (export "fib") (param i32) (result i32)
                        (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))
                          (then (local.get 0))
                          (else (i32.add
                            (call $fib (i32.sub (local.get 0) (i32.const 1)))
                            (call $fib (i32.sub (local.get 0) (i32.const 2))))))))
                    """;

    @TempDir
    private Path directory;

    /** Methods that were compiled, as {@code -XX:+LogCompilation} writes them; compilations are waited for. */
    private List<String> compiled(Command.Mode mode, String... arguments) throws IOException {
        Path log = directory.resolve("compilations.xml");
        Command.Result result = Command.jwasm(mode, arguments).with("JWASM_JAVA_OPTS", "-Xbatch -XX:+LogCompilation -XX:LogFile=" + log).run();
        assertThat(result.exitCode()).as(result.err()).isZero();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith("<nmethod ")).toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void hotCodeOfGuestsIsCompiledByTheSecondCompiler(Command.Mode mode) throws IOException {
        Path module = Files.writeString(directory.resolve("fib.wat"), FIB);
        assertThat(compiled(mode, "run", "--invoke", "fib", module.toString(), "30")).anyMatch(
                        line -> line.contains("level='4'") && line.contains("method='org.jwasm.tier.Compiled/"));
    }

    @Test
    void theTranslationIsNot() throws IOException {
        Path cache = directory.resolve("cache");
        List<String> compiled = compiled(Command.Mode.NO_GRAAL, "compile", "-o", cache.toString(), Command.root().resolve("packaging/training/train.wasm").toString());
        assertThat(compiled).anyMatch(line -> line.contains("method='jdk.internal.classfile.")).noneMatch(
                        line -> line.contains("level='4'") && line.contains("method='jdk.internal.classfile."));
    }
}
