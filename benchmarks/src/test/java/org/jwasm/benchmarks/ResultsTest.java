// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {

    @TempDir
    private Path directory;

    private static Job job(String name, Engine engine) {
        return new Job("kernel", name, engine, List.of(), null, Path.of("."), 1, 1);
    }

    private static Results results(long steady) {
        Results results = new Results(Map.of("rounds", 3));
        results.add(job("a", Engine.JWASM_GRAAL), List.of(round(steady * 2, "1"), round(steady, "1"), round(steady / 2, "1")));
        results.add(job("a", Engine.GRAALWASM_GRAAL), List.of(round(steady * 4, "1")));
        results.add(job("b", Engine.JWASM_GRAAL), List.of(round(steady, "2")));
        results.add(job("b", Engine.GRAALWASM_GRAAL), List.of(round(steady, "3")));
        results.add(job("c", Engine.JWASM_GRAAL), List.of(Map.of("error", "no such thing")));
        return results;
    }

    private static Map<String, Object> round(long steady, String checksum) {
        return Map.of("steady", steady, "warm", 5L, "checksum", checksum, "curve", List.of(List.of(10, 20)));
    }

    @Test
    void figuresAreMediansAndMeansGeometric() {
        Results results = results(1000);
        assertThat(results.figure("kernel", "a", Engine.JWASM_GRAAL, "steady")).isEqualTo(1000);
        assertThat(results.figure("kernel", "c", Engine.JWASM_GRAAL, "steady")).isNaN();
        assertThat(results.mean("kernel", "steady", Engine.GRAALWASM_GRAAL, Engine.JWASM_GRAAL)).isCloseTo(2, Offset.offset(1e-9));
        assertThat(results.ratios("kernel", "steady", Engine.GRAALWASM_GRAAL, Engine.JWASM_GRAAL).min()).hasValue(1);
    }

    @Test
    void differentChecksumsAreFound() {
        assertThat(results(1000).disagreements()).singleElement().asString().contains("kernel b", "jwasm-graal", "graalwasm-graal");
    }

    @Test
    void filesKeepThem() throws IOException {
        Path file = directory.resolve("results.json");
        results(1000).write(file);
        Results read = Results.read(file);
        assertThat(read.figure("kernel", "a", Engine.JWASM_GRAAL, "steady")).isEqualTo(1000);
        assertThat(read.error("kernel", "c", Engine.JWASM_GRAAL)).isEqualTo("no such thing");
        assertThat(read.curve("kernel", "b", Engine.JWASM_GRAAL)).containsExactly(new double[]{10, 20});
    }

    @Test
    void whatBecomesSlowerIsFound() {
        assertThat(Comparison.compare(results(1000), results(1050), 10)).isTrue();
        assertThat(Comparison.compare(results(1000), results(1200), 10)).isFalse();
    }

    @Test
    void reportsAndPlotsHaveAllSubjects() {
        Results results = results(2_000_000);
        assertThat(new Report(results).text()).contains("| a | 2.00 ms |", "| 8.00 ms |", "kernel c, jwasm, Graal: no such thing");
        assertThat(Plot.warmUp(results)).startsWith("<svg").contains(">a</text>", ">b</text>").endsWith("</svg>\n");
    }
}
