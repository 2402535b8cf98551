// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where the scripts of the official test suite are: beside the project, in {@code shared/spec-testsuite}. */
final class OfficialSuite {

    private static final String PLACE = "shared/spec-testsuite";

    private OfficialSuite() {
    }

    /** The folder; skips the test if it is absent, and fails it if so in CI. */
    static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve(PLACE);
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        String message = "the official test suite is not at ../" + PLACE;
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        Assumptions.abort(message);
        throw new AssertionError();
    }

    /** The names of all scripts, relative to the folder. */
    static List<String> scripts() {
        Path folder = folder();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString().replace('\\', '/')).filter(
                            name -> name.endsWith(".wast")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SourceText script(String name) {
        try {
            return new SourceText(name, Files.readAllBytes(folder().resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
