package org.jwasm.graaljs;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        try (Context context = JavaScript.builder().engine(engine).build()) {
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
            Value results = context.eval("js", "results");
            for (long i = 0; i < results.getArraySize(); i++) {
                Value result = results.getArrayElement(i);
                count(name, result.getMember("name").asString(), result.getMember("error"));
            }
        } catch (PolyglotException e) {
            failed++;
            out.println("FAIL " + name + ": " + e.getMessage());
            if (e.isInternalError()) {
                e.printStackTrace(out);
            }
        }
        out.println(name + ": " + (passed - passedBefore) + " passed, " + (failed - failedBefore) + " failed");
    }

    private void count(String file, String test, Value error) {
        if (error.isNull()) {
            passed++;
        } else {
            failed++;
            out.println("FAIL " + file + ": " + test + ": " + error.asString().lines().limit(3).toList());
        }
    }
}
