// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.tier.cache.CodeCache;

/** The official test suite with compiled code that one engine writes to a cache and another takes from there. */
final class CachedSuiteTest {

    @TempDir
    private static Path directory;

    @TestFactory
    Stream<DynamicTest> runs() {
        Assumptions.assumeFalse(Boolean.getBoolean("jwasm.graal"), "one mode is enough");
        return OfficialSuite.scripts().stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            ScriptReport written = run(name);
            assertThat(OfficialSuiteTest.failures(written)).isEmpty();
            // Once more, with calls from class to class wherever there are functions.
            CodeCache.complete(Duration.ofMinutes(1));
            CodeCache.save();
            PrintStream before = System.err;
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
            ScriptReport read;
            try {
                read = run(name);
            } finally {
                System.setErr(before);
            }
            assertThat(OfficialSuiteTest.failures(read)).isEmpty();
            assertThat(read.executed()).isEqualTo(written.executed());
            assertThat(told.toString(StandardCharsets.UTF_8)).doesNotContain("tier: compiled");
        }));
    }

    private static ScriptReport run(String name) {
        return Scripts.run(OfficialSuite.script(name), OfficialSuiteTest.features(name), Map.of("wasm.CompiledTier", "true",
                        "wasm.CompiledTierBackground", "false", "wasm.CompiledTierThreshold", "1", "wasm.CodeCache", directory.toString(), "wasm.TraceTiers", "true"));
    }
}
