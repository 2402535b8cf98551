// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memories as large as 32-bit addresses reach and larger, in a JVM with heap enough. */
class LargeMemoryTest {

    private static final long NEEDED = 7L << 30;

    @ParameterizedTest
    @ValueSource(strings = {"i32", "i64"})
    @Timeout(300)
    void memoriesBeyondTheLargestArray(String addressType) throws Exception {
        long available = availableMemory();
        assumeTrue(available >= NEEDED, () -> "needs 7 GiB of memory, but only " + (available >> 20) + " MiB are available");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + LargeMemory.HEAP, "-XX:+UseG1GC", "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED", "-Dpolyglot.engine.WarnInterpreterOnly=false"));
        if (Boolean.getBoolean("jwasm.graal")) {
            command.addAll(compilerArguments());
        }
        command.addAll(List.of("-cp", classPath(), LargeMemory.class.getName(), addressType));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(output).isEqualToIgnoringNewLines("done");
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** What gives this JVM the Graal compiler, and lets it compile at once. */
    private static List<String> compilerArguments() {
        List<String> arguments = new ArrayList<>(List.of("-Dpolyglot.engine.CompileImmediately=true", "-Dpolyglot.engine.BackgroundCompilation=false",
                        "-Dpolyglot.engine.CompilationFailureAction=Print"));
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("-XX:") || argument.startsWith("--upgrade-module-path") || argument.contains("jdk.graal.compiler")) {
                arguments.add(argument);
            }
        }
        return arguments;
    }

    /** All that this JVM has its classes from. */
    private static String classPath() throws Exception {
        String tests = Path.of(LargeMemory.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        String patched = Path.of(tests).resolveSibling("test-classes").toString();
        return String.join(File.pathSeparator, patched, tests, System.getProperty("jdk.module.path", ""), System.getProperty("java.class.path", ""));
    }

    /** What the system can give without swapping, in bytes; where that can't be known, its whole memory. */
    private static long availableMemory() throws IOException {
        Path info = Path.of("/proc/meminfo");
        if (Files.exists(info)) {
            for (String line : Files.readAllLines(info)) {
                if (line.startsWith("MemAvailable:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        }
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }
}
