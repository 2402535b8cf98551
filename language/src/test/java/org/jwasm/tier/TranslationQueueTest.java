// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** How translations wait, what bounds them, and what becomes of their classes. */
@Timeout(240)
final class TranslationQueueTest {

    private static Context.Builder background() {
        return Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.TraceTiers", "true").option(
                        "wasm.CompiledTierThreshold", "1").option("wasm.CompiledTierLoopThreshold", "5");
    }

    private static int expected(Source module) {
        try (Context context = Context.create("wasm")) {
            return TierSoak.run(context, module, 100).asInt();
        }
    }

    @Test
    void moreThanFitInTheQueueRunInterpreted() {
        Source module = TierSoak.module(1);
        int expected = expected(module);
        String told = CompiledTierTest.trace(() -> {
            try (Context context = background().option("wasm.CompiledTierQueueLength", "0").build()) {
                assertThat(TierSoak.run(context, module, 100).asInt()).isEqualTo(expected);
            }
        });
        assertThat(told).contains("dropped f0").doesNotContain("compiled");
    }

    @Test
    void aTranslationThatTakesTooLongIsGivenUp() {
        String nothing = "(drop (i32.const 1))".repeat(3000);
        Source module = CompiledTierTest.source("(module (func (export \"run\") (param i32) (result i32) " + nothing + "(i32.const 3)))");
        String told = CompiledTierTest.trace(() -> {
            try (Context context = background().option("wasm.CompiledTierBackground", "false").option("wasm.CompiledTierTimeLimit", "0").build()) {
                assertThat(TierSoak.run(context, module, 1).asInt()).isEqualTo(3);
            }
        });
        assertThat(told).contains("refused run 0").contains("it takes too long").doesNotContain("compiled");
    }

    @Test
    void theThreadIsADaemonAndEndsWhenThereIsNothingToDo() throws InterruptedException {
        awaitNoThreads();
        try (Context context = background().build()) {
            CompiledTierTest.trace(() -> {
                while (threads().isEmpty()) {
                    TierSoak.run(context, TierSoak.module(2), 100);
                }
            });
            assertThat(threads()).allMatch(Thread::isDaemon);
        }
        awaitNoThreads();
    }

    private static void awaitNoThreads() throws InterruptedException {
        while (!threads().isEmpty()) {
            Thread.sleep(20);
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("jwasm-translation")).toList();
    }

    @Test
    void allInstancesOfAModuleShareItsClasses() {
        Source module = TierSoak.module(3);
        String told = CompiledTierTest.trace(() -> {
            try (Engine engine = TierSoak.engine().option("wasm.TraceTiers", "true").build()) {
                for (int i = 0; i < 200; i++) {
                    // Alive until the engine is closed.
                    TierSoak.run(TierSoak.in(engine), module, 30);
                }
            }
        });
        assertThat(told).containsOnlyOnce("compiled run 20 from the loop").containsOnlyOnce("compiled f7 7:");
        // 20 functions, the one with the loop, and its loop.
        assertThat(told.lines().filter(line -> line.startsWith("tier: compiled")).count()).isEqualTo(22);
    }

    @Test
    void classesGoWithTheirModules() throws InterruptedException {
        long before = ClassHistogram.compiledClasses();
        for (int i = 0; i < 50; i++) {
            try (Context context = TierSoak.tiered().build()) {
                TierSoak.run(context, TierSoak.module(100 + i), 30);
            }
        }
        // Most of 1,100; other tests may have made some.
        while (ClassHistogram.compiledClasses() > before + 500) {
            Thread.sleep(20);
        }
    }

    @Test
    void theFlightRecorderKnowsTranslations() throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable("jwasm.Translation");
            recording.start();
            try (Context context = TierSoak.tiered().build()) {
                TierSoak.run(context, TierSoak.module(4), 30);
            }
            recording.stop();
            java.nio.file.Path file = java.nio.file.Files.createTempFile("translations", ".jfr");
            try {
                recording.dump(file);
                List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream().filter(event -> event.getString("module").equals("soak4")).toList();
                assertThat(events).anySatisfy(event -> {
                    assertThat(event.getString("function")).isEqualTo("run");
                    assertThat(event.getInt("loop")).isPositive();
                    assertThat(event.getInt("classSize")).isPositive();
                    assertThat(event.getString("result")).isEqualTo("compiled");
                    assertThat(event.getLong("waited")).isPositive();
                });
            } finally {
                java.nio.file.Files.delete(file);
            }
        }
    }
}
