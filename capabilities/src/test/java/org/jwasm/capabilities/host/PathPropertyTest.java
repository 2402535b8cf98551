// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random paths: what the kernel and the walk open is what a model of names says. */
class PathPropertyTest {

    private static Path root;

    @BeforeContainer
    static void make() throws IOException {
        root = Files.createTempDirectory("paths").toRealPath();
        Files.createDirectories(root.resolve("a/b/c"));
        Files.createDirectories(root.resolve("d"));
        Files.createSymbolicLink(root.resolve("l"), Path.of("a/b"));
        Files.createSymbolicLink(root.resolve("a/up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("a/out"), Path.of("../.."));
        Files.createSymbolicLink(root.resolve("d/abs"), Path.of("/"));
    }

    @AfterContainer
    static void remove() throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> component = Arbitraries.of("a", "b", "c", "d", "l", "up", "out", "abs", ".", "..", "", "x");
        return component.list().ofMinSize(1).ofMaxSize(8).map(list -> String.join("/", list));
    }

    @Property(tries = 2000)
    void bothWaysFollowTheModel(@ForAll("paths") String path) {
        String expected = model(path);
        for (boolean byKernel : new boolean[]{true, false}) {
            String outcome = ResolverProbe.outcome(root, path, "directory", byKernel);
            String found = outcome.startsWith("DIRECTORY") ? "DIRECTORY" : outcome;
            assertThat(found).as(path + (byKernel ? " (kernel)" : " (walk)")).isEqualTo(expected);
            if (expected.equals("DIRECTORY")) {
                assertThat(outcome).isEqualTo(ResolverProbe.outcome(Path.of(root + "/" + path), ".", "directory", true));
            }
        }
    }

    /** Goes through the names one by one, with what has been entered on a stack. */
    private static String model(String path) {
        if (path.isEmpty()) {
            return "NOENT";
        }
        if (path.startsWith("/")) {
            return "PERM";
        }
        ArrayDeque<String> rest = new ArrayDeque<>(List.of(path.split("/")));
        ArrayDeque<String> entered = new ArrayDeque<>();
        while (!rest.isEmpty()) {
            String name = rest.pop();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                if (entered.isEmpty()) {
                    return "PERM";
                }
                entered.removeLast();
                continue;
            }
            entered.addLast(name);
            String contents = switch (String.join("/", entered)) {
                case "l" -> "a/b";
                case "a/up" -> "..";
                case "a/out" -> "../..";
                case "d/abs" -> "/";
                case "a", "a/b", "a/b/c", "d" -> null;
                default -> "?";
            };
            if (contents == null) {
                continue;
            }
            if (contents.equals("?")) {
                return "NOENT";
            }
            if (contents.startsWith("/")) {
                return "PERM";
            }
            entered.removeLast();
            List.of(contents.split("/")).reversed().forEach(rest::push);
        }
        return "DIRECTORY";
    }
}
