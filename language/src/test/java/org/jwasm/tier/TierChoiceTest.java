// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.jwasm.text.WatReader;
import org.junit.jupiter.api.Test;

/** Which functions the compiled tier takes if nobody says so. */
class TierChoiceTest {

    private static final int CALLS = 5;
    /** Of statements; as trees they are more nodes than Graal is asked to compile. */
    private static final int LARGE = 12_000;
    /** Of vector instructions in one function; C2 doesn't compile so many into one method. */
    private static final int MANY = 60;

    private static String program() {
        StringBuilder text = new StringBuilder("""
                        (module
                          (memory 1)
                          (func $small (export "small") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
                          (func $loop (export "loop") (param i32) (result i32) (local i32)
                            (loop $again
                              (local.set 1 (i32.add (local.get 1) (call $small (local.get 0))))
                              (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                            (local.get 1))
                          (type $pair (struct (field i32) (field (mut i32))))
                          (func $object (export "object") (param i32) (result i32) (local (ref null $pair))
                            (local.set 1 (struct.new $pair (local.get 0) (call $small (local.get 0))))
                            (i32.add (struct.get $pair 0 (local.get 1)) (struct.get $pair 1 (local.get 1))))
                          (func $vector (export "vector") (param i32) (result i32)
                            (i32.add (local.get 0) (i32x4.extract_lane 0 (i32x4.splat (local.get 0)))))
                          (func $atomic (export "atomic") (param i32) (result i32)
                            (i32.atomic.store (i32.const 0) (local.get 0)) (i32.atomic.load (i32.const 0)))
                          (func $many (export "many") (param i32) (result i32) (local v128)
                            %s
                            (i32x4.extract_lane 3 (local.get 1)))
                          (func $large (export "run") (param i32) (result i32)
                            (loop $again
                        """.formatted("(local.set 1 (i32x4.add (local.get 1) (i32x4.splat (local.get 0))))".repeat(MANY / 2)));
        for (int i = 0; i < LARGE; i++) {
            text.append("(local.set 0 (i32.xor (i32.mul (local.get 0) (i32.const 31)) (i32.const ").append(i).append(")))\n");
        }
        return text.append("(br_if $again (i32.eqz (local.get 0)))) (local.get 0)))").toString();
    }

    private static String trace(Context.Builder builder) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        byte[] module = WatReader.toBinary("choice", program().getBytes(StandardCharsets.UTF_8));
        try (Context context = builder.option("wasm.TraceTiers", "true").option("wasm.CompiledTierBackground", "false").option("wasm.CompiledTierThreshold", "2").build()) {
            Value exports = context.eval(Source.newBuilder("wasm", ByteSequence.create(module), "choice").buildLiteral()).newInstance().getMember("exports");
            int expected = 0;
            for (int i = 0; i < LARGE; i++) {
                expected = expected * 31 ^ i;
            }
            for (int i = 0; i < CALLS; i++) {
                assertThat(exports.invokeMember("run", 0).asInt()).isEqualTo(expected);
                assertThat(exports.invokeMember("small", i).asInt()).isEqualTo(i + 1);
                assertThat(exports.invokeMember("loop", 3).asInt()).isEqualTo(4 + 3 + 2);
                assertThat(exports.invokeMember("object", i).asInt()).isEqualTo(2 * i + 1);
                assertThat(exports.invokeMember("vector", i).asInt()).isEqualTo(2 * i);
                assertThat(exports.invokeMember("atomic", i).asInt()).isEqualTo(i);
                assertThat(exports.invokeMember("many", i).asInt()).isEqualTo(MANY / 2 * i);
            }
        } finally {
            System.setErr(before);
        }
        return errors.toString(StandardCharsets.UTF_8);
    }

    @Test
    void takesWhatNothingElseCompiles() {
        String trace = trace(Context.newBuilder("wasm").option("wasm.CompiledTier", "auto"));
        assertThat(trace).containsPattern("large[^\n]*compiled|compiled[^\n]*large").containsPattern("loop[^\n]*compiled|compiled[^\n]*loop")
                        .containsPattern("object[^\n]*compiled|compiled[^\n]*object").contains("compiled vector");
        if (Boolean.getBoolean("jwasm.graal")) {
            assertThat(trace).containsPattern("many[^\n]*left to Graal").containsPattern("atomic[^\n]*left to Graal");
        } else {
            assertThat(trace).doesNotContain("Graal");
        }
    }

    @Test
    void mostLeavesAtomicAccessesToGraalOnly() {
        String trace = trace(Context.newBuilder("wasm").option("wasm.CompiledTier", "most"));
        for (String taken : List.of("large", "loop", "object", "small", "vector", "many")) {
            assertThat(trace).containsPattern("compiled " + taken);
        }
        if (Boolean.getBoolean("jwasm.graal")) {
            assertThat(trace).containsPattern("atomic[^\n]*left to Graal").doesNotContainPattern("compiled atomic");
        } else {
            assertThat(trace).containsPattern("compiled atomic").doesNotContain("Graal");
        }
    }

    @Test
    void canBeSwitchedOff() {
        assertThat(trace(Context.newBuilder("wasm").option("wasm.CompiledTier", "false"))).isEmpty();
    }

    @Test
    void aMisspeltChoiceNamesAll() {
        assertThatThrownBy(() -> Context.newBuilder("wasm").option("wasm.CompiledTier", "yes").build()).isInstanceOf(
                        IllegalArgumentException.class).hasMessageContainingAll("yes", "auto", "most", "true", "false");
    }
}
