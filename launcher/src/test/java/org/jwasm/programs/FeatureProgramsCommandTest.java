// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The example programs for exceptions, vectors, tail calls, threads, 64-bit memories and managed heaps, in both modes. */
final class FeatureProgramsCommandTest {

    private static final Path SOURCES = Mode.ROOT.resolve("examples/programs");
    private static final Path MACHINE = SOURCES.resolve("wat/machine.wat");
    private static final long NEEDED = 10L << 30;

    @TempDir
    private static Path nativeDirectory;
    private static NativePrograms natives;

    @BeforeAll
    static void prepareNatives() {
        natives = new NativePrograms(nativeDirectory);
    }

    /** In both modes: a module of {@code bin}, and the program whose native build does the same. */
    static Stream<Arguments> twins() {
        return Stream.of("exceptions-legacy", "exceptions-exnref", "jumps-legacy", "jumps-exnref", "vectors", "vectors-plain")
                .flatMap(name -> Arrays.stream(Mode.values()).map(mode -> Arguments.of(mode, name, name.replaceFirst("-.*", ""))));
    }

    @ParameterizedTest
    @MethodSource("twins")
    void doesWhatItsNativeTwinDoes(Mode mode, String module, String twin) {
        Outcome expected = Outcome.of(new ProcessBuilder(natives.get(twin).toString()), new byte[0]);
        Outcome actual = Outcome.of(mode.run(SOURCES, List.of(), Mode.example(module), List.of()), new byte[0]);
        assertThat(actual.text()).as(actual.errors()).isEqualTo(expected.text()).isNotEmpty();
        assertThat(actual.exitCode()).isEqualTo(expected.exitCode());
    }

    /** The program says the same however its threads take turns, natively too. */
    @ParameterizedTest
    @EnumSource
    void threadsShareAMemory(Mode mode) {
        Outcome expected = Outcome.of(new ProcessBuilder(natives.get("threads").toString()), new byte[0]);
        Outcome actual = Outcome.of(mode.run(SOURCES, List.of("--threads", "8"), Mode.example("threads"), List.of()), new byte[0]);
        assertThat(actual.text()).as(actual.errors()).isEqualTo(expected.text()).contains("counter: 1000000");
        assertThat(actual.exitCode()).isZero();
        Outcome refused = Outcome.of(mode.run(SOURCES, List.of("--threads", "3"), Mode.example("threads"), List.of()), new byte[0]);
        assertThat(refused.text()).as(refused.errors()).isEqualTo("no thread\n");
        assertThat(refused.exitCode()).isEqualTo(1);
    }

    private static String invoke(Mode mode, String function, Path module, String... arguments) {
        Outcome outcome = Outcome.of(mode.run(SOURCES, List.of("--invoke", function), module, List.of(arguments)), new byte[0]);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        return outcome.text().strip();
    }

    /** 10⁸ steps with Graal, 10⁷ without; the expected numbers are those of the module's loop {@code expected}. */
    @ParameterizedTest
    @CsvSource({"GRAAL, 100000000, -1312091149387560880", "STOCK, 10000000, 85587582093815776"})
    void tailCallsNeedNoStack(Mode mode, String steps, String checksum) {
        assertThat(invoke(mode, "run", MACHINE, steps)).isEqualTo(checksum);
    }

    @Test
    void theMachineDoesWhatItsLoopDoes() {
        assertThat(invoke(Mode.STOCK, "expected", MACHINE, "10000000")).isEqualTo("85587582093815776");
    }

    /** What the program prints on the JVM, by {@code build-kotlin.sh --jvm}. */
    @ParameterizedTest
    @EnumSource
    void kotlinsObjectsAreCollected(Mode mode) {
        Outcome outcome = Outcome.of(mode.run(SOURCES, List.of(), Mode.example("shapes"), List.of()), new byte[0]);
        assertThat(outcome.text()).as(outcome.errors()).isEqualTo("""
                        1 + 2 * 3 = 7
                        (1 + 2) * x = 21
                        let y = x * x in y - let z = 2 in z * y = -49
                        1 / (x - 7): division by zero
                        2 +: expected an expression at 3
                        (1: expected ')' at 2
                        q + 1: unknown name q
                        1 $ 2: unexpected '$' at 2
                        4914 words: 2: 10, 3: 89, 4: 884, 5: 3931
                        sum 11749824900
                        0000466718002092342
                        112
                        """);
        assertThat(outcome.exitCode()).isZero();
    }

    /** The numbers are JavaScript's for the same sums. */
    @ParameterizedTest
    @EnumSource
    void assemblyScriptKeepsItsHeap(Mode mode) {
        Path library = Mode.example("library");
        assertThat(invoke(mode, "areas", library, "1000")).isEqualTo("52485075200");
        assertThat(invoke(mode, "sorted", library, "5000")).isEqualTo("1");
        assertThat(invoke(mode, "frequent", library, "20000")).isEqualTo("800");
    }

    /** The number is what the module's {@code expected} computes without memory. */
    @ParameterizedTest
    @EnumSource
    void memoriesHaveSixtyFourBitAddresses(Mode mode) {
        Path beyond = Mode.example("beyond");
        assertThat(invoke(mode, "touch", beyond, "1")).isEqualTo("647598109488922364");
    }

    @Test
    void programsReachBeyondFourGibibytes() {
        long available = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getFreeMemorySize();
        assumeTrue(available >= NEEDED, () -> "needs 10 GiB of memory, but only " + (available >> 20) + " MiB are free");
        Path beyond = Mode.example("beyond");
        ProcessBuilder builder = Mode.GRAAL.run(SOURCES, List.of("--invoke", "touch"), beyond, List.of("5"));
        builder.environment().put("JWASM_JAVA_OPTS", "-Xmx9g");
        Outcome outcome = Outcome.of(builder, new byte[0]);
        assertThat(outcome.text().strip()).as(outcome.errors()).isEqualTo(invoke(Mode.GRAAL, "expected", beyond, "5", "1"));
    }
}
