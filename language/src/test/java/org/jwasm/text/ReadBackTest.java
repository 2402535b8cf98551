// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Real programs come back from their text; {@code scripts/round-trip} does the same with those that take longer. */
final class ReadBackTest {

    private static final Path ROOT = Path.of(System.getProperty("jwasm.root", ".."));

    @TestFactory
    Stream<DynamicTest> programsReadBack() throws IOException {
        List<Path> programs = new ArrayList<>(programs("examples/programs/bin"));
        assertThat(programs).isNotEmpty();
        programs.addAll(programs("benchmarks/src/main/resources/org/jwasm/benchmarks"));
        programs.addAll(programs(".jwasm/large"));
        return programs.stream().map(program -> DynamicTest.dynamicTest(program.getFileName().toString(), () -> {
            for (WatPrinter.Layout layout : WatPrinter.Layout.values()) {
                assertThat(RoundTrip.difference(Files.readAllBytes(program), layout)).as(layout.toString()).isNull();
            }
        }));
    }

    private static List<Path> programs(String directory) throws IOException {
        if (!Files.isDirectory(ROOT.resolve(directory))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(ROOT.resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(".wasm")).sorted().toList();
        }
    }
}
