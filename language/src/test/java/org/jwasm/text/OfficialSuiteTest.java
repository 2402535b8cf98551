// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.jwasm.binary.DecoderOptions;
import org.jwasm.runtime.FailureType;
import org.jwasm.structure.Feature;

/** The official test suite: every command of every script, and that none is passed over. */
final class OfficialSuiteTest {

    /** What a script may use: the scripts of a proposal know it, and for some of the others it has to be off. */
    static Set<Feature> features(String script) {
        EnumSet<Feature> features = EnumSet.copyOf(DecoderOptions.DEFAULT.features());
        if (script.startsWith("proposals/custom-descriptors/")) {
            features.add(Feature.CUSTOM_DESCRIPTORS);
        }
        if (!script.startsWith("proposals/custom-page-sizes/")) {
            features.remove(Feature.CUSTOM_PAGE_SIZES);
        }
        if (script.startsWith("proposals/threads/")) {
            // They build on 1.0, where there is one memory and one table at most.
            features.removeAll(EnumSet.of(Feature.REFERENCE_TYPES, Feature.MULTI_MEMORY, Feature.MEMORY64));
        }
        return features;
    }

    /** The lines of a report's failures. */
    static List<String> failures(ScriptReport report) {
        return report.failures().stream().map(ScriptReport.Failure::toString).toList();
    }

    @TestFactory
    Stream<DynamicTest> runs() {
        return OfficialSuite.scripts().stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            ScriptReport report = Scripts.run(OfficialSuite.script(name), features(name), Map.of());
            assertThat(failures(report)).isEmpty();
        }));
    }

    /** The script reader finds each command that there is. */
    @TestFactory
    Stream<DynamicTest> counts() {
        return OfficialSuite.scripts().stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            SourceText script = OfficialSuite.script(name);
            SortedMap<String, Integer> read = new TreeMap<>();
            ScriptReader.read(script).forEach(command -> read.merge(command.kind(), 1, Integer::sum));
            assertThat(read).isEqualTo(CommandCounter.count(script.bytes()));
        }));
    }

    /** All of the suite's text can be read, whether the engine supports it or not, and what is malformed is rejected. */
    @TestFactory
    Stream<DynamicTest> assembles() {
        return OfficialSuite.scripts().stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            SourceText script = OfficialSuite.script(name);
            WatOptions options = WatOptions.of(features(name));
            List<String> failures = new ArrayList<>();
            for (ScriptCommand command : ScriptReader.read(script)) {
                String failure = switch (command) {
                    case ScriptCommand.Module module -> assembled(module.source(), options);
                    case ScriptCommand.AssertModule assertion when isText(script, assertion) -> rejected(assertion, options);
                    default -> null;
                };
                if (failure != null) {
                    failures.add(script.position(command.offset()) + ": " + failure);
                }
            }
            assertThat(failures).isEmpty();
        }));
    }

    private static String assembled(ScriptCommand.ModuleSource source, WatOptions options) {
        try {
            source.toBinary(options);
            return null;
        } catch (TextException e) {
            return e.getMessage();
        }
    }

    private static boolean isText(SourceText script, ScriptCommand.AssertModule assertion) {
        String text = new String(script.bytes(), StandardCharsets.ISO_8859_1);
        int module = text.indexOf("module", assertion.offset());
        boolean quote = text.substring(module).startsWith("module quote");
        return assertion.type() == FailureType.MALFORMED && quote;
    }

    private static String rejected(ScriptCommand.AssertModule assertion, WatOptions options) {
        try {
            assertion.source().toBinary(options);
            return "accepted, expected " + assertion.message();
        } catch (TextException e) {
            return e.phrase().startsWith(assertion.message()) ? null : "expected " + assertion.message() + ", got " + e.getMessage();
        }
    }
}
