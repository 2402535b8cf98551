// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.text.WatOptions;
import org.jwasm.text.WatReader;

class ModuleSurveyTest {

    private static byte[] assemble(String text) {
        return WatReader.toBinary("test.wat", text.getBytes(StandardCharsets.UTF_8), WatOptions.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {
                    "(module (func (param i64 i64 i64 i64) (result i64 i64) (i64.add128 (local.get 0) (local.get 1) (local.get 2) (local.get 3))))",
                    "(module (type (func (param i32) (result f64))) (rec (type (struct (field i32))) (type (array i8))))",
                    "(module (memory 1 2 shared))",
                    "(module (import \"env\" \"f\" (func)) (import \"env\" \"t\" (table 1 funcref)) (import \"env\" \"g\" (global i32)) "
                                    + "(import \"env\" \"memory\" (memory 1 2 shared)))",
                    "(module (import \"env\" \"memory\" (memory 1)) (memory i64 1 2 shared))"})
    void seesWhatIsLeftToTrees(String text) {
        assertThat(ModuleSurvey.hasWorkForGraal(assemble(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
                    "(module)",
                    "(module (memory 1) (func (param i32) (local v128) (v128.store (local.get 0) (i32x4.add (v128.load (local.get 0)) (local.get 1)))))",
                    "(module (type (func (param i32 (ref null extern)) (result f64))) (type (struct (field i32))))",
                    "(module (import \"env\" \"memory\" (memory 1 2)) (import \"env\" \"e\" (tag)))",
                    "(module (memory 1) (func (result i32) (local i32 i64 f32 f64 externref) (i32.const -3)) (func (result i64) (i64.const 0x7b7b7b)))"})
    void seesThatThereAreNone(String text) {
        assertThat(ModuleSurvey.hasWorkForGraal(assemble(text))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"simd128, false", "relaxed-simd, false", "atomics, true", "wide-arithmetic, true", "bulk-memory, false"})
    void believesTheListOfFeatures(String feature, boolean expected) {
        Binary features = new Binary().name("target_features").u32(2).bytes('+').name("sign-ext").bytes('+').name(feature);
        assertThat(ModuleSurvey.hasWorkForGraal(Binary.module().section(0, features).toBytes())).isEqualTo(expected);
    }

    @Test
    void whatIsDisallowedIsNotThere() {
        Binary features = new Binary().name("target_features").u32(1).bytes('-').name("atomics");
        assertThat(ModuleSurvey.hasWorkForGraal(Binary.module().section(0, features).toBytes())).isFalse();
    }

    @Test
    void sawTheListBeforeTheFunctions() {
        byte[] module = assemble("(module (func (param i64 i64 i64 i64) (result i64 i64) (i64.add128 (local.get 0) (local.get 1) (local.get 2) (local.get 3))))");
        byte[] features = new Binary().section(0, new Binary().name("target_features").u32(0)).toBytes();
        byte[] both = Arrays.copyOf(module, module.length + features.length);
        System.arraycopy(features, 0, both, module.length, features.length);
        assertThat(ModuleSurvey.hasWorkForGraal(both)).isFalse();
    }

    @Test
    void findsNothingInWhatIsNoModule() {
        byte[] module = assemble("(module (memory 1 2 shared) (func (local i32 v128) (nop)))");
        for (int length = 0; length < module.length - 1; length++) {
            // What matters is that nothing is thrown.
            ModuleSurvey.hasWorkForGraal(Arrays.copyOf(module, length));
        }
        assertThat(ModuleSurvey.hasWorkForGraal("(module (memory 1 2 shared))".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(ModuleSurvey.hasWorkForGraal(Arrays.copyOf(module, module.length - 3))).isFalse();
    }
}
