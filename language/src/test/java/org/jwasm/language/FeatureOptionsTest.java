// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.jwasm.binary.DecoderOptions;
import org.jwasm.structure.Feature;

/** The options that switch features and the profile. */
class FeatureOptionsTest {

    /** A module for each feature that needs no other. */
    private static final Map<Feature, String> USES = new EnumMap<>(Map.ofEntries(
                    Map.entry(Feature.MULTI_VALUE, "(func (result i32 i32) (i32.const 1) (i32.const 2))"),
                    Map.entry(Feature.REFERENCE_TYPES, "(func (param externref))"),
                    Map.entry(Feature.BULK_MEMORY, "(memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 0)))"),
                    Map.entry(Feature.SIGN_EXTENSION, "(func (drop (i32.extend8_s (i32.const 0))))"),
                    Map.entry(Feature.SATURATING_FLOAT_TO_INT, "(func (drop (i32.trunc_sat_f32_s (f32.const 0))))"),
                    Map.entry(Feature.MUTABLE_GLOBALS, "(global (export \"g\") (mut i32) (i32.const 0))"),
                    Map.entry(Feature.EXTENDED_CONST, "(global i32 (i32.add (i32.const 0) (i32.const 1)))"),
                    Map.entry(Feature.SIMD, "(func (param v128))"),
                    Map.entry(Feature.RELAXED_SIMD, "(func (param v128) (drop (i8x16.relaxed_swizzle (local.get 0) (local.get 0))))"),
                    Map.entry(Feature.TAIL_CALL, "(func (return_call 0))"),
                    Map.entry(Feature.TYPED_FUNCTION_REFERENCES, "(type $t (func)) (func (param (ref $t)) (call_ref $t (local.get 0)))"),
                    Map.entry(Feature.GC, "(type (struct))"),
                    Map.entry(Feature.EXCEPTIONS, "(func (param exnref) (throw_ref (local.get 0)))"),
                    Map.entry(Feature.LEGACY_EXCEPTIONS, "(func try catch_all end)"),
                    Map.entry(Feature.MULTI_MEMORY, "(memory 1) (memory 1)"),
                    Map.entry(Feature.MEMORY64, "(memory i64 1)"),
                    Map.entry(Feature.THREADS, "(memory 1 1 shared)"),
                    Map.entry(Feature.WIDE_ARITHMETIC, "(func (result i64 i64) (i64.mul_wide_s (i64.const 1) (i64.const 2)))"),
                    Map.entry(Feature.CUSTOM_PAGE_SIZES, "(memory 1 (pagesize 1))")));

    private static void evaluate(String text, String... options) {
        Context.Builder builder = Context.newBuilder("wasm");
        for (int i = 0; i < options.length; i += 2) {
            builder.option(options[i], options[i + 1]);
        }
        try (Context context = builder.build()) {
            Wat.module(context, "(module " + text + ")");
        }
    }

    @TestFactory
    Stream<DynamicTest> eachFeatureCanBeSwitchedOff() {
        assertThat(USES.keySet()).containsAll(DecoderOptions.DEFAULT.features());
        return USES.entrySet().stream().map(use -> DynamicTest.dynamicTest(use.getKey().toString(), () -> {
            String option = "wasm." + use.getKey().optionName();
            assertThatCode(() -> evaluate(use.getValue())).doesNotThrowAnyException();
            assertThatThrownBy(() -> evaluate(use.getValue(), option, "false")).isInstanceOfSatisfying(PolyglotException.class,
                            failure -> assertThat(failure.isSyntaxError()).isTrue()).hasMessageContaining("feature " + use.getKey() + " is not enabled");
        }));
    }

    @Test
    void graalWasmsOptionForTwoFeatures() {
        for (Feature feature : Set.of(Feature.BULK_MEMORY, Feature.REFERENCE_TYPES)) {
            assertThatThrownBy(() -> evaluate(USES.get(feature), "wasm.BulkMemoryAndRefTypes", "false")).hasMessageContaining(
                            "feature " + feature + " is not enabled");
        }
    }

    @Test
    void whatBuildsOnAFeatureGoesWithIt() {
        assertThat(Feature.closed(EnumSet.complementOf(EnumSet.of(Feature.REFERENCE_TYPES)))).doesNotContain(Feature.GC,
                        Feature.TYPED_FUNCTION_REFERENCES, Feature.CUSTOM_DESCRIPTORS).contains(Feature.SIMD, Feature.RELAXED_SIMD);
        assertThatThrownBy(() -> evaluate(USES.get(Feature.RELAXED_SIMD), "wasm.SIMD", "false")).hasMessageContaining("simd is not enabled");
    }

    /** Code is shared by contexts of one engine, but only where the options are the same. */
    @Test
    void contextsOfOneEngineHaveOptionsOfTheirOwn() {
        try (Engine engine = Engine.create("wasm");
                        Context with = Context.newBuilder("wasm").engine(engine).build();
                        Context without = Context.newBuilder("wasm").engine(engine).option("wasm.GC", "false").build()) {
            String text = "(module " + USES.get(Feature.GC) + ")";
            Wat.module(with, text);
            assertThatThrownBy(() -> Wat.module(without, text)).hasMessageContaining("feature gc is not enabled");
            Wat.module(with, text);
        }
    }

    @Test
    void optionsCanBeSetInASandbox() {
        try (Context context = Context.newBuilder("wasm").sandbox(SandboxPolicy.CONSTRAINED).allowHostAccess(HostAccess.CONSTRAINED).in(
                        new ByteArrayInputStream(new byte[0])).out(new ByteArrayOutputStream()).err(new ByteArrayOutputStream()).option(
                                        "wasm.GC", "false").option("wasm.MaxMemoryPages", "1").build()) {
            assertThatThrownBy(() -> Wat.module(context, "(module " + USES.get(Feature.GC) + ")")).hasMessageContaining("gc is not enabled");
        }
    }

    private static long bits(Context context, String expression) {
        Value exports = Wat.exports(context, "(module (func (export \"f\") (result i64) " + expression + "))");
        return exports.invokeMember("f").asLong();
    }

    /** An addition gives some NaN with the payload of its operand, unless the profile says which one. */
    @Test
    void inTheDeterministicProfileNaNsAreCanonical() {
        String[] expressions = {
                        "(i64.reinterpret_f64 (f64.add (f64.const -nan:0x8000000000123) (f64.const 1)))",
                        "(i64.reinterpret_f64 (f64.min (f64.const 1) (f64.const -nan:0x4000000000123)))",
                        "(i64.reinterpret_f64 (f64.sqrt (f64.const -1)))",
                        "(i64.reinterpret_f64 (f64.promote_f32 (f32.const -nan:0x400001)))",
                        "(i64x2.extract_lane 1 (f64x2.mul (v128.const f64x2 0 -nan:0x8000000000123) (v128.const f64x2 0 2)))",
                        "(i64x2.extract_lane 0 (f64x2.relaxed_madd (v128.const f64x2 -nan:0x8000000000123 0) (v128.const i64x2 0 0)"
                                        + " (v128.const i64x2 0 0)))"};
        try (Context profiled = Context.newBuilder("wasm").option("wasm.Deterministic", "true").build(); Context full = Context.create("wasm")) {
            for (String expression : expressions) {
                assertThat(bits(profiled, expression)).as(expression).isEqualTo(0x7FF8_0000_0000_0000L);
                assertThat(Double.longBitsToDouble(bits(full, expression))).as(expression).isNaN();
            }
            assertThat(bits(profiled, "(i64.extend_i32_u (i32.reinterpret_f32 (f32.div (f32.const 0) (f32.const 0))))")).isEqualTo(0x7FC0_0000L);
            assertThat(bits(profiled, "(i64x2.extract_lane 0 (f32x4.sub (v128.const f32x4 -nan:0x400001 inf 0 0)"
                            + " (v128.const f32x4 1 inf 0 0)))")).isEqualTo(0x7FC0_0000_7FC0_0000L);
            assertThat(bits(full, expressions[0])).as("the full profile keeps payloads").isNotEqualTo(0x7FF8_0000_0000_0000L);
        }
    }

    @Test
    void inTheDeterministicProfileMovesKeepAllBits() {
        try (Context context = Context.newBuilder("wasm").option("wasm.Deterministic", "true").build()) {
            assertThat(bits(context, "(i64.reinterpret_f64 (f64.neg (f64.const nan:0x8000000000123)))")).isEqualTo(0xFFF8_0000_0000_0123L);
            assertThat(bits(context, "(i64.reinterpret_f64 (f64.copysign (f64.const nan:0x123) (f64.const -1)))")).isEqualTo(0xFFF0_0000_0000_0123L);
        }
    }
}
