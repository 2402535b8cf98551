// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The official test suite once more, with each function compiled by Graal before it is first called. */
final class CompiledSuiteTest {

    private static final Map<String, String> IMMEDIATELY = Map.of("engine.CompileImmediately", "true", "engine.BackgroundCompilation", "false");

    @TestFactory
    Stream<DynamicTest> runs() {
        Assumptions.assumeTrue(Boolean.getBoolean("jwasm.graal"), "there is no compiler in this mode");
        return OfficialSuite.scripts().stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            ScriptReport report = Scripts.run(OfficialSuite.script(name), OfficialSuiteTest.features(name), IMMEDIATELY);
            assertThat(OfficialSuiteTest.failures(report)).isEmpty();
        }));
    }
}
