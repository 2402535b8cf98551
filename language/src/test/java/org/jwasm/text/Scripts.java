// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.jwasm.binary.DecoderOptions;
import org.jwasm.structure.Feature;

/** Runs test scripts as the command {@code jwasm wast} does: as sources of the language. */
final class Scripts {

    private Scripts() {
    }

    static ScriptReport run(SourceText script) {
        return run(script, DecoderOptions.DEFAULT.features(), Map.of());
    }

    static ScriptReport run(SourceText script, Set<Feature> features, Map<String, String> engineOptions) {
        Source source = Source.newBuilder("wasm", ByteSequence.create(script.bytes()), script.name()).mimeType("text/wast").buildLiteral();
        Context.Builder builder = Context.newBuilder("wasm").allowExperimentalOptions(true).options(engineOptions);
        for (Feature feature : Feature.values()) {
            builder.option("wasm." + feature.optionName(), String.valueOf(features.contains(feature)));
        }
        try (Context context = builder.build()) {
            Value report = context.eval(source);
            SortedMap<String, Integer> executed = new TreeMap<>();
            Value commands = report.getMember("commands");
            commands.getMemberKeys().forEach(kind -> executed.put(kind, commands.getMember(kind).asInt()));
            List<ScriptReport.Failure> failures = new ArrayList<>();
            Value reported = report.getMember("failures");
            for (long i = 0; i < reported.getArraySize(); i++) {
                failures.add(failure(script.name(), reported.getArrayElement(i)));
            }
            return new ScriptReport(executed, failures);
        }
    }

    /** The lines of a report's failures. */
    static List<String> failures(SourceText script) {
        return run(script).failures().stream().map(ScriptReport.Failure::toString).toList();
    }

    private static ScriptReport.Failure failure(String script, Value failure) {
        return new ScriptReport.Failure(script, failure.getMember("line").asInt(), failure.getMember("column").asInt(),
                        failure.getMember("command").asString(), failure.getMember("message").asString());
    }
}
