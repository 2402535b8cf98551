// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.graaljs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** JavaScript programs of our own that use its WebAssembly object. */
class ProgramsTest {

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.newBuilder("js", "wasm").build();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> programs() {
        return Stream.of("modules", "values", "memories", "shared", "tables", "aggregates", "exceptions").flatMap(name -> run(name).stream());
    }

    /** One test for each call of {@code test} in a program. */
    private static List<DynamicTest> run(String name) {
        List<DynamicTest> tests = new ArrayList<>();
        try (Context context = JavaScript.builder().engine(engine).build()) {
            context.eval(JavaScript.source("testharness.js"));
            JavaScript.addBuilders(context);
            context.eval(JavaScript.source("programs/" + name + ".js"));
            Value results = context.eval("js", "results");
            assertThat(results.getArraySize()).as(name).isPositive();
            for (long i = 0; i < results.getArraySize(); i++) {
                Value result = results.getArrayElement(i);
                String error = result.getMember("error").asString();
                tests.add(DynamicTest.dynamicTest(name + ": " + result.getMember("name").asString(), () -> {
                    if (error != null) {
                        fail(error);
                    }
                }));
            }
        }
        return tests;
    }
}
