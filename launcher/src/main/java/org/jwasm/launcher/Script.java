// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.jwasm.structure.Feature;

/**
 * A test script that was run.
 *
 * @param commands how many commands of each kind it has
 */
record Script(String label, Map<String, Integer> commands, List<Failure> failures) {

    private static final String LANGUAGE = "wasm";
    private static final String MIME_TYPE = "text/wast";

    /** A command that did not do as it says. */
    record Failure(int line, int column, String command, String message) {
    }

    /** Runs a script in a context of its own. */
    static Script run(String file, Set<Feature> features) throws LoadException {
        ModuleFile.Content content = ModuleFile.content(file);
        try (Context context = Context.newBuilder(LANGUAGE).options(FeatureSwitches.languageOptions(features)).build()) {
            return of(content.label(), context.eval(source(content)));
        } catch (PolyglotException e) {
            if (e.isSyntaxError()) {
                throw new LoadException(e.getMessage());
            }
            throw e;
        }
    }

    private static Source source(ModuleFile.Content content) {
        try {
            return Source.newBuilder(LANGUAGE, ByteSequence.create(content.bytes()), content.label()).mimeType(MIME_TYPE).build();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Script of(String label, Value report) {
        Map<String, Integer> commands = new LinkedHashMap<>();
        Value counts = report.getMember("commands");
        counts.getMemberKeys().forEach(kind -> commands.put(kind, counts.getMember(kind).asInt()));
        List<Failure> failures = new ArrayList<>();
        Value reported = report.getMember("failures");
        for (long i = 0; i < reported.getArraySize(); i++) {
            Value failure = reported.getArrayElement(i);
            failures.add(new Failure(failure.getMember("line").asInt(), failure.getMember("column").asInt(),
                            failure.getMember("command").asString(), failure.getMember("message").asString()));
        }
        return new Script(label, commands, failures);
    }

    int passed() {
        return commands.values().stream().mapToInt(Integer::intValue).sum() - failures.size();
    }

    /** A line for each failure, then one with the counts. */
    String toText() {
        StringBuilder text = new StringBuilder();
        for (Failure failure : failures) {
            text.append(label).append(':').append(failure.line()).append(':').append(failure.column()).append(": ");
            text.append(failure.command()).append(": ").append(failure.message()).append(System.lineSeparator());
        }
        text.append(label).append(": ").append(passed()).append(" passed, ").append(failures.size()).append(" failed");
        List<String> counts = new ArrayList<>();
        commands.forEach((kind, count) -> counts.add(kind + " " + count));
        text.append(counts.isEmpty() ? "" : " (" + String.join(", ", counts) + ")");
        return text.append(System.lineSeparator()).toString();
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", label);
        json.put("commands", commands);
        json.put("passed", passed());
        json.put("failures", failures.stream().map(Script::toJson).toList());
        return json;
    }

    private static Map<String, Object> toJson(Failure failure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("line", failure.line());
        json.put("column", failure.column());
        json.put("command", failure.command());
        json.put("message", failure.message());
        return json;
    }
}
