// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documentation shows is true: sessions (fenced {@code console}) run and print what is shown, Java (fenced
 * {@code java}) stands in the example project, and links lead somewhere.
 *
 * <p>In a session, lines that start with {@code $ } are commands, and a line {@code ...} stands for any lines of output.
 */
final class DocumentationCommandTest {

    private static final Path ROOT = Command.root();
    private static final String END_OF_COMMAND = "\u0004end of command\u0004";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    /** A fenced block and where it stands. */
    private record Block(Path file, int line, List<String> lines) {
        String name() {
            return ROOT.relativize(file) + ":" + line;
        }
    }

    @TestFactory
    Stream<DynamicTest> sessionsPrintWhatIsShown(@TempDir Path directory) throws IOException {
        for (String name : List.of("jwasm", "examples", "launcher", "README.md")) {
            Files.createSymbolicLink(directory.resolve(name), ROOT.resolve(name));
        }
        List<Block> sessions = blocks("console");
        assertThat(sessions).isNotEmpty();
        return sessions.stream().map(block -> DynamicTest.dynamicTest(block.name(), () -> check(block, directory)));
    }

    @TestFactory
    Stream<DynamicTest> programsAreThoseOfTheExampleProjects() {
        return Map.of("java", ".java", "js", ".mjs").entrySet().stream().flatMap(language -> {
            String examples = examples(language.getValue());
            List<Block> blocks = blocks(language.getKey());
            assertThat(blocks).isNotEmpty();
            return blocks.stream().map(block -> DynamicTest.dynamicTest(block.name(), () -> assertThat(examples).contains(unindented(block.lines()))));
        });
    }

    /** All files of the example projects with a suffix. */
    private static String examples(String suffix) {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
            for (Path file : files.filter(path -> path.toString().contains("/src/main/") && path.toString().endsWith(suffix)).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return unindented(lines);
    }

    @Test
    void theIndexHasAllPages() throws IOException {
        Path index = ROOT.resolve("docs/README.md");
        List<String> linked = LINK.matcher(Files.readString(index)).results().map(link -> link.group(1)).toList();
        try (Stream<Path> files = Files.list(index.getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".md") && !name.equals("README.md"))).isNotEmpty().isSubsetOf(
                            linked);
        }
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        for (Path document : documents()) {
            LINK.matcher(Files.readString(document)).results().map(link -> link.group(1)).forEach(
                            target -> assertThat(document.resolveSibling(target)).as(document + " links to " + target).exists());
        }
    }

    private static String unindented(List<String> lines) {
        return String.join("\n", lines.stream().map(String::strip).toList());
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.filter(file -> file.toString().endsWith(".md")).sorted()).toList();
        }
    }

    private static List<Block> blocks(String language) {
        try {
            return readBlocks(language);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Block> readBlocks(String language) throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Path document : documents()) {
            List<String> lines = Files.readAllLines(document);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).equals("```" + language)) {
                    int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
                    blocks.add(new Block(document, i + 1, lines.subList(i + 1, end)));
                }
            }
        }
        return blocks;
    }

    /** Runs all commands of a session in one shell and compares the output of each. */
    private static void check(Block block, Path directory) throws IOException, InterruptedException {
        List<String> commands = new ArrayList<>();
        List<List<String>> outputs = new ArrayList<>();
        for (String line : block.lines()) {
            if (line.startsWith("$ ")) {
                commands.add(line.substring(2));
                outputs.add(new ArrayList<>());
            } else {
                outputs.getLast().add(line);
            }
        }
        String[] printed = run(commands, directory).split(END_OF_COMMAND + "\n", -1);
        for (int i = 0; i < commands.size(); i++) {
            assertThat(printed[i]).as(block.name() + ": " + commands.get(i)).matches(pattern(outputs.get(i)));
        }
    }

    private static String run(List<String> commands, Path directory) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("end() { status=$?; printf '" + END_OF_COMMAND + "\\n'; return $status; }\n");
        commands.forEach(command -> script.append(command).append("\nend\n"));
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script.toString()).directory(directory.toFile()).redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("JWASM_BUILD", "off");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return printed;
    }

    private static Pattern pattern(List<String> output) {
        StringBuilder regex = new StringBuilder();
        for (String line : output) {
            regex.append(line.equals("...") ? "(?:.*\n)*?" : Pattern.quote(line) + "\n");
        }
        return Pattern.compile(regex.toString());
    }
}
