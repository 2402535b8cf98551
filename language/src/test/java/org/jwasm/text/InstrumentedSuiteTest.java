// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The official test suite once more while an instrument looks at each statement, call and function. */
final class InstrumentedSuiteTest {

    /** In bytes. Larger scripts are more of the same: tables of numbers. */
    private static final int LARGE = 8_000;

    @TestFactory
    Stream<DynamicTest> runs() {
        Assumptions.assumeFalse(Boolean.getBoolean("jwasm.graal"), "once is enough");
        return OfficialSuite.scripts().stream().filter(InstrumentedSuiteTest::isQuick).map(name -> DynamicTest.dynamicTest(name, () -> {
            ScriptReport report = Scripts.run(OfficialSuite.script(name), OfficialSuiteTest.features(name), Map.of("everything", "true"));
            assertThat(OfficialSuiteTest.failures(report)).isEmpty();
        }));
    }

    /** In those of tail calls, functions are called a million times. */
    private static boolean isQuick(String name) {
        return !name.startsWith("return_call") && OfficialSuite.script(name).bytes().length < LARGE;
    }
}
