// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The example programs, each run by {@code ./jwasm} in both modes and compared with its native twin or the tool it imitates. */
@Execution(ExecutionMode.CONCURRENT)
final class ProgramsCommandTest {

    private static final Path SOURCES = Mode.ROOT.resolve("examples/programs");
    private static final String KIWIPETE = "r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq -";

    @TempDir
    private static Path nativeDirectory;
    private static NativePrograms natives;

    /** A run: the program, the file of {@code examples/programs} that is its standard input or null, its arguments. */
    private record Run(String program, String input, List<String> arguments) {

        static Run of(String program, String input, String... arguments) {
            return new Run(program, input, List.of(arguments));
        }

        byte[] bytes() throws IOException {
            return input == null ? new byte[0] : Files.readAllBytes(SOURCES.resolve(input));
        }

        Outcome wasm(Mode mode) throws IOException {
            return Outcome.of(mode.run(SOURCES, List.of("--dir", "."), Mode.example(program), arguments), bytes());
        }

        Outcome command(String... command) throws IOException {
            List<String> words = new ArrayList<>(List.of(command));
            words.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(words).directory(SOURCES.toFile());
            builder.environment().put("LC_ALL", "C");
            return Outcome.of(builder, bytes());
        }

        @Override
        public String toString() {
            return program + " " + String.join(" ", arguments) + (input == null ? "" : " < " + input);
        }
    }

    @BeforeAll
    static void prepareNatives() {
        natives = new NativePrograms(nativeDirectory);
    }

    private static Stream<Arguments> inBothModes(Run... runs) {
        return Arrays.stream(runs).flatMap(run -> Arrays.stream(Mode.values()).map(mode -> Arguments.of(mode, run)));
    }

    static Stream<Arguments> runsWithNativeTwins() {
        return inBothModes(
                Run.of("words", null, "-n", "20", "c/perft.c", "c/words.c"),
                Run.of("words", "c/lz.c"),
                Run.of("words", null, "absent.txt"),
                Run.of("json", "input/people.json"),
                Run.of("json", null, "-c", "input/people.json"),
                Run.of("mandelbrot", null, "160", "120", "200"),
                Run.of("sudoku", "input/sudokus.txt"),
                Run.of("perft", null, "3", KIWIPETE),
                Run.of("perft", null, "4"),
                Run.of("lz", "bin/words.wasm", "c"),
                Run.of("lz", "bin/tree.wasm", "t"),
                Run.of("recursion", null, "20000"),
                Run.of("calculator", "input/calculator.txt"),
                Run.of("sort", "c/perft.c", "-l", "-r"),
                Run.of("regex", "c/perft.c", "(^|[^a-z])(int|bool) +[a-z_]+\\(.*\\) ?[{]?$"));
    }

    @ParameterizedTest
    @MethodSource("runsWithNativeTwins")
    void doesWhatItsNativeTwinDoes(Mode mode, Run run) throws IOException {
        Outcome expected = run.command(natives.get(run.program()).toString());
        Outcome actual = run.wasm(mode);
        assertThat(actual.exitCode()).as(actual.errors()).isEqualTo(expected.exitCode());
        assertThat(actual.output()).isEqualTo(expected.output());
    }

    static Stream<Arguments> runsWithTools() {
        return Stream.of(
                Arguments.of(Run.of("sort", null, "-f", "c/json.c"), "sort"),
                Arguments.of(Run.of("sort", null, "-n", "-r", "input/sudokus.txt"), "sort"),
                Arguments.of(Run.of("sort", "c/sort.c", "-u"), "sort"),
                Arguments.of(Run.of("regex", null, "-c", "[a-z]+_(time|run)?", "c/mandelbrot.c"), "grep -E"),
                Arguments.of(Run.of("regex", "c/lz.c", "-v", "^ *(if|while|for)|[{}]$"), "grep -E"))
                .flatMap(run -> Arrays.stream(Mode.values()).map(mode -> Arguments.of(mode, run.get()[0], run.get()[1])));
    }

    @ParameterizedTest
    @MethodSource("runsWithTools")
    void doesWhatTheToolDoes(Mode mode, Run run, String tool) throws IOException {
        String[] command = tool.split(" ");
        Needs.command(command[0]);
        Outcome expected = run.command(command);
        assertThat(run.wasm(mode).output()).isEqualTo(expected.output());
    }

    @ParameterizedTest
    @EnumSource
    void perftCountsThePublishedNumbersOfMoves(Mode mode) throws IOException {
        // The published count of this position at depth 3, and its sum over 48 first moves.
        assertThat(Run.of("perft", null, "3", KIWIPETE).wasm(mode).text()).endsWith("total 97862\n").hasLineCount(49);
    }

    @ParameterizedTest
    @EnumSource
    void sha256OfFilesAndInput(Mode mode) throws IOException, NoSuchAlgorithmException {
        Run run = Run.of("sha256", "c/lz.c", "bin/sha256.wasm", "c/sha256.c", "-");
        StringBuilder expected = new StringBuilder();
        for (String name : run.arguments()) {
            byte[] content = name.equals("-") ? run.bytes() : Files.readAllBytes(SOURCES.resolve(name));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            expected.append(HexFormat.of().formatHex(digest)).append("  ").append(name).append('\n');
        }
        assertThat(run.wasm(mode).text()).isEqualTo(expected.toString());
    }

    @ParameterizedTest
    @EnumSource
    void mandelbrotIsAnImage(Mode mode) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(Run.of("mandelbrot", null, "80", "60").wasm(mode).output()));
        assertThat(image.getWidth()).isEqualTo(80);
        assertThat(image.getHeight()).isEqualTo(60);
        // The centre of the set is black, its far left isn't.
        assertThat(image.getRaster().getSample(55, 30, 0)).isZero();
        assertThat(image.getRaster().getSample(0, 0, 0)).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void lzDecompressesWhatItCompressed(Mode mode) throws IOException {
        byte[] original = Files.readAllBytes(Mode.example("regex"));
        Outcome packed = Run.of("lz", "bin/regex.wasm", "c").wasm(mode);
        assertThat(packed.output()).hasSizeLessThan(original.length);
        Outcome unpacked = Outcome.of(mode.run(SOURCES, List.of(), Mode.example("lz"), List.of("d")), packed.output());
        assertThat(unpacked.output()).isEqualTo(original);
    }

    @ParameterizedTest
    @EnumSource
    void badJsonIsAnErrorWithItsPlace(Mode mode) throws IOException {
        Outcome outcome = Run.of("json", null, "input/bad.json").wasm(mode);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).isEqualTo("json: 2:9: value expected\n");
    }

    @ParameterizedTest
    @EnumSource
    void countDoesWhatWcDoes(Mode mode) throws IOException {
        Run run = Run.of("count", null, "c/lz.c", "c/sort.c", "input/people.json");
        Outcome expected = run.command(Needs.command("wc"));
        Outcome actual = run.wasm(mode);
        assertThat(actual.exitCode()).as(actual.errors()).isZero();
        assertThat(fields(actual)).isEqualTo(fields(expected));
    }

    /** The lines with their columns parted by one blank. */
    private static List<String> fields(Outcome outcome) {
        return outcome.text().lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    }

    @ParameterizedTest
    @EnumSource
    void growKeepsWhatWasWritten(Mode mode) throws IOException {
        Outcome outcome = Run.of("grow", null, "300", "3").wasm(mode);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.text()).isEqualTo("""
                300 steps of 3 pages, 0 dirty, 0 lost
                too much: -1
                nothing: size
                malloc of 8 MiB works
                """);
    }

    @ParameterizedTest
    @EnumSource
    void surroundingsAreWhatWasGranted(Mode mode) {
        List<String> arguments = List.of("42", "a b", "", "-x");
        ProcessBuilder twin = new ProcessBuilder(Stream.concat(Stream.of(natives.get("surroundings").toString()), arguments.stream()).toList());
        twin.environment().clear();
        twin.environment().put("COLOUR", "dark green");
        twin.environment().put("EMPTY", "");
        Outcome expected = Outcome.of(twin, new byte[0]);
        ProcessBuilder wasm = mode.run(SOURCES, List.of("--env", "COLOUR=dark green", "--env", "EMPTY="), Mode.example("surroundings"), arguments);
        wasm.environment().put("SECRET", "not granted");
        Outcome actual = Outcome.of(wasm, new byte[0]);
        assertThat(actual.text()).isEqualTo(expected.text());
        assertThat(actual.errors()).isEqualTo("leaving with 42\n");
        assertThat(actual.exitCode()).isEqualTo(42);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            unreachable, unreachable, trap_unreachable
            load, out of bounds memory access, trap_load
            store, out of bounds memory access, trap_store
            division, integer divide by zero, trap_division
            remainder, integer divide by zero, trap_remainder
            overflow, integer overflow, trap_overflow
            nan, invalid conversion to integer, trap_nan
            conversion, integer overflow, trap_conversion
            signature, indirect call type mismatch, trap_signature
            null, uninitialized element, trap_null_call
            table, undefined element, trap_table
            stack, call stack exhausted, at
            """)
    void trapsSayWhatTheSpecSays(String kind, String message, String function) throws IOException {
        for (Mode mode : Mode.values()) {
            checkTrap(Run.of("traps", null, kind).wasm(mode), kind, message, function);
        }
    }

    private static void checkTrap(Outcome outcome, String kind, String message, String function) {
        assertThat(outcome.text()).isEqualTo("before " + kind + "\n");
        assertThat(outcome.errors()).contains(message, function).doesNotContain("Exception", "java.");
        assertThat(outcome.exitCode()).isEqualTo(134);
    }

    @ParameterizedTest
    @EnumSource
    void withoutGrantsThereAreNoFiles(Mode mode) {
        Outcome outcome = Outcome.of(mode.run(SOURCES, List.of(), Mode.example("words"), List.of("c/lz.c")), new byte[0]);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors()).startsWith("words: c/lz.c: ");
    }

    @ParameterizedTest
    @EnumSource
    void inputMayComeAndOutputMayGoInPieces(Mode mode) {
        byte[] input = "b\n\na\nlast".getBytes(UTF_8);
        Outcome outcome = Outcome.of(mode.run(SOURCES, List.of(), Mode.example("sort"), List.of()), input);
        assertThat(outcome.text()).isEqualTo("\na\nb\nlast\n");
    }
}
