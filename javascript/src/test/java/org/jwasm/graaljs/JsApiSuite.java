// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.graaljs;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/**
 * Runs the tests of the JavaScript interface that come with the WebAssembly specification: {@code JsApiSuite DIRECTORY [PART]},
 * where DIRECTORY is {@code test/js-api} of its repository, and PART of the names of the files to run. Says which tests fail,
 * and how many tests passed and failed of each file.
 */
public final class JsApiSuite {

    private static final String ROOT = "/wasm/jsapi/";

    private final Path directory;
    private final PrintStream out;
    private final Engine engine = Engine.newBuilder("js", "wasm").build();
    private int passed;
    private int failed;

    private JsApiSuite(Path directory, PrintStream out) {
        this.directory = directory;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        JsApiSuite suite = new JsApiSuite(Path.of(arguments[0]), System.out);
        for (Path file : suite.files(arguments.length > 1 ? arguments[1] : "")) {
            suite.run(file);
        }
        suite.out.println(suite.passed + " passed, " + suite.failed + " failed");
    }

    private List<Path> files(String part) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".any.js") && file.toString().contains(part)).sorted().toList();
        }
    }

    private void run(Path file) throws IOException {
        int passedBefore = passed;
        int failedBefore = failed;
        String name = directory.relativize(file).toString();
        try {
            count(name, runAll(file, name));
        } catch (PolyglotException e) {
            failed++;
            out.println("FAIL " + name + ": " + e.getMessage());
            if (e.isInternalError()) {
                e.printStackTrace(out);
            }
        }
        out.println(name + ": " + (passed - passedBefore) + " passed, " + (failed - failedBefore) + " failed");
    }

    /** What one test has said: no error if it passed. */
    private record Result(String test, String error) {
    }

    /** The results of a file's tests; one that passes with one of the builders has passed. */
    private List<Result> runAll(Path file, String name) throws IOException {
        List<Result> best = List.of();
        for (Context.Builder builder : builders(name)) {
            List<Result> results = runOnce(file, builder);
            for (int i = 0; i < best.size(); i++) {
                if (best.get(i).error == null) {
                    results.set(i, best.get(i));
                }
            }
            best = results;
        }
        return best;
    }

    private List<Result> runOnce(Path file, Context.Builder builder) throws IOException {
        try (Context context = builder.engine(engine).build()) {
            try (InputStream harness = JsApiSuite.class.getResourceAsStream("testharness.js")) {
                context.eval(Source.newBuilder("js", new String(harness.readAllBytes(), StandardCharsets.UTF_8), "testharness.js").build());
            }
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("// META: script=")) {
                    String script = line.substring(line.indexOf('=') + 1);
                    Path path = script.startsWith(ROOT) ? directory.resolve(script.substring(ROOT.length())) : file.resolveSibling(script);
                    context.eval(Source.newBuilder("js", path.toFile()).build());
                }
            }
            context.eval(Source.newBuilder("js", file.toFile()).build());
            Value values = context.eval("js", "results");
            List<Result> results = new ArrayList<>();
            for (long i = 0; i < values.getArraySize(); i++) {
                Value error = values.getArrayElement(i).getMember("error");
                results.add(new Result(values.getArrayElement(i).getMember("name").asString(), error.isNull() ? null : error.asString()));
            }
            return results;
        }
    }

    /**
     * How to run a file: GraalJS has no options of its own for the builtins that the tests ask for. Those of constants ask for a
     * different module each, of which the option has one.
     */
    private static List<Context.Builder> builders(String name) {
        return switch (name) {
            case "js-string/basic.any.js" -> List.of(strings(null));
            case "js-string/imports.any.js" -> List.of(strings("constants"));
            case "js-string/constants.any.js" -> List.of(strings(""), strings("'"), strings("strings"));
            default -> List.of(JavaScript.builder());
        };
    }

    private static Context.Builder strings(String constants) {
        Context.Builder builder = JavaScript.builder().option("wasm.Builtins", "wasm:js-string");
        return constants == null ? builder : builder.option("wasm.ImportedStringConstants", constants);
    }

    private void count(String file, List<Result> results) {
        for (Result result : results) {
            if (result.error == null) {
                passed++;
            } else {
                failed++;
                out.println("FAIL " + file + ": " + result.test + ": " + result.error.lines().limit(3).toList());
            }
        }
    }
}
