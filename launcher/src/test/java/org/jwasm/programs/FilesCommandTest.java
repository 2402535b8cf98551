// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example programs that walk through directories. */
final class FilesCommandTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-02-03T04:05:06.789Z"));

    @TempDir
    private Path directory;

    private void makeTree() throws IOException {
        Path from = Files.createDirectory(directory.resolve("from"));
        Path deep = Files.createDirectories(from.resolve("deep/deeper"));
        Files.createDirectory(from.resolve("empty directory"));
        Files.write(from.resolve("empty"), new byte[0]);
        Files.copy(Mode.example("count"), from.resolve("binary.wasm"));
        Files.writeString(deep.resolve("a size.txt"), "blanks in names\n");
        Files.createSymbolicLink(deep.resolve("sibling"), Path.of("a size.txt"));
        Files.createSymbolicLink(from.resolve("dangling"), Path.of("no/where"));
        for (int i = 0; i < 300; i++) {
            Files.writeString(from.resolve("deep/many-" + i + ".txt"), "file " + i);
        }
        Files.setLastModifiedTime(deep.resolve("a size.txt"), LONG_AGO);
        Files.setLastModifiedTime(from.resolve("deep"), LONG_AGO);
    }

    private static List<String> describe(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted().map(path -> root.relativize(path) + " " + describeOne(path)).toList();
        }
    }

    private static String describeOne(Path path) {
        try {
            if (Files.isSymbolicLink(path)) {
                return "-> " + Files.readSymbolicLink(path);
            }
            FileTime time = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
            return Files.isDirectory(path) ? "directory " + time : new String(Files.readAllBytes(path), "ISO-8859-1").hashCode() + " " + time;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copytreeCopiesContentsLinksAndTimes(Mode mode) throws IOException {
        makeTree();
        Outcome outcome = Outcome.of(mode.run(directory, List.of("--dir", "."), Mode.example("copytree"), List.of("from", "to")), new byte[0]);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.text()).endsWith(String.format("4 directories, 303 files, 2 links, %d bytes%n", bytes()));
        assertThat(describe(directory.resolve("to"))).isEqualTo(describe(directory.resolve("from")));
    }

    private long bytes() throws IOException {
        try (Stream<Path> paths = Files.walk(directory.resolve("from"))) {
            return paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).mapToLong(path -> path.toFile().length()).sum();
        }
    }

    @ParameterizedTest
    @EnumSource
    void copytreeBetweenGrants(Mode mode) throws IOException {
        makeTree();
        Files.createDirectory(directory.resolve("out"));
        List<String> grants = List.of("--dir", "from::/source:ro", "--dir", "out::/target");
        Outcome outcome = Outcome.of(mode.run(directory, grants, Mode.example("copytree"), List.of("/source", "/target/copy")), new byte[0]);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(describe(directory.resolve("out/copy"))).isEqualTo(describe(directory.resolve("from")));
        Outcome refused = Outcome.of(mode.run(directory, grants, Mode.example("copytree"), List.of("/target/copy", "/source/copy")), new byte[0]);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errors()).startsWith("copytree: create /source/copy");
        assertThat(directory.resolve("from/copy")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void treeListsDirectories(Mode mode) throws IOException {
        makeTree();
        Outcome outcome = Outcome.of(mode.run(directory, List.of("--dir", "from"), Mode.example("tree"), List.of("from")), new byte[0]);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.text().lines())
                .contains("from", "|-- dangling -> no/where", "|-- empty 0", "`-- empty directory/", "|   |   |-- a size.txt 16",
                        "|   |   `-- sibling -> a size.txt", "3 directories, 303 files")
                .contains(String.format("%8d wasm", Files.size(Mode.example("count"))))
                .hasSize(1 + 3 + 303 + 2 + 1 + 3);
    }
}
