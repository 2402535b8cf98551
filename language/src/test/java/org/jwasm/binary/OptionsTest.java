// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.Feature;

/** Features, limits, threads and progress. */
class OptionsTest {

    @ParameterizedTest
    @EnumSource(names = {"MULTI_VALUE", "REFERENCE_TYPES", "BULK_MEMORY", "SIGN_EXTENSION", "SATURATING_FLOAT_TO_INT",
                    "MUTABLE_GLOBALS", "EXTENDED_CONST", "SIMD", "RELAXED_SIMD", "MULTI_MEMORY", "MEMORY64", "THREADS", "WIDE_ARITHMETIC",
                    "CUSTOM_PAGE_SIZES", "TAIL_CALL", "TYPED_FUNCTION_REFERENCES", "GC", "EXCEPTIONS", "LEGACY_EXCEPTIONS", "CUSTOM_DESCRIPTORS"})
    void featuresCanBeSwitchedOff(Feature feature) {
        Binary binary = using(feature);
        binary.decode(DecoderOptions.DEFAULT.withFeatures(DecoderOptions.IMPLEMENTED));
        EnumSet<Feature> without = EnumSet.copyOf(DecoderOptions.IMPLEMENTED);
        without.remove(feature);
        assertThatThrownBy(() -> binary.decode(DecoderOptions.DEFAULT.withFeatures(without)))
                        .isInstanceOf(WasmException.class).hasMessageContaining("(feature " + feature + " is not enabled)");
    }

    private static Binary using(Feature feature) {
        return switch (feature) {
            case MULTI_VALUE -> Binary.module().section(1, 1, 0x60, 0, 2, Binary.I32, Binary.I32);
            case REFERENCE_TYPES -> Binary.module().section(1, 1, 0x60, 1, 0x6F, 0);
            case BULK_MEMORY -> Binary.module().section(11, 1, 1, 0);
            case SIGN_EXTENSION -> Binary.function(0, new int[0], 0x41, 0, 0xC0, 0x1A, 11);
            case SATURATING_FLOAT_TO_INT -> Binary.function(0, new int[0], 0x43, 0, 0, 0, 0, 0xFC, 0, 0x1A, 11);
            case MUTABLE_GLOBALS -> Binary.module().section(6, 1, Binary.I32, 1, 0x41, 0, 11).section(7, 1, 0, 3, 0);
            case EXTENDED_CONST -> Binary.module().section(6, 1, Binary.I32, 0, 0x41, 0, 0x41, 0, 0x6C, 11);
            case MULTI_MEMORY -> Binary.module().section(5, 2, 0, 0, 0, 0);
            case MEMORY64 -> Binary.module().section(5, 1, 4, 0);
            case THREADS -> Binary.module().section(5, 1, 3, 0, 0);
            case WIDE_ARITHMETIC -> Binary.function(0, new int[0], 0x42, 0, 0x42, 0, 0xFC, 0x16, 0x1A, 0x1A, 11);
            case CUSTOM_PAGE_SIZES -> Binary.module().section(5, 1, 8, 0, 0);
            case SIMD -> Binary.module().section(1, 1, 0x60, 1, 0x7B, 0);
            case RELAXED_SIMD -> Binary.function(0, new int[0], 0, 0xFD, 0x80, 2, 0x1A, 11);
            case TAIL_CALL -> Binary.function(0, new int[0], 0x12, 0, 11);
            case TYPED_FUNCTION_REFERENCES -> Binary.module().section(1, 1, 0x60, 1, 0x63, 0x70, 0);
            case GC -> Binary.module().section(1, 1, 0x5F, 0);
            case EXCEPTIONS -> Binary.module().section(1, 1, 0x60, 1, 0x69, 0);
            case LEGACY_EXCEPTIONS -> Binary.function(0, new int[0], 0x06, 0x40, 11, 11);
            case CUSTOM_DESCRIPTORS -> Binary.module().section(1, 1, 0x4E, 2, 0x4D, 1, 0x5F, 0, 0x4C, 0, 0x5F, 0);
            default -> throw new IllegalArgumentException(feature.toString());
        };
    }

    /** Both ways to handle exceptions have tags and throw them. */
    @ParameterizedTest
    @EnumSource(names = {"EXCEPTIONS", "LEGACY_EXCEPTIONS"})
    void tagsComeWithEitherWayToHandleExceptions(Feature feature) {
        Binary tag = Binary.module().section(1, 1, 0x60, 0, 0).section(3, 1, 0).section(13, 1, 0, 0).section(10, 1, 4, 0, 0x08, 0, 11);
        tag.decode(DecoderOptions.DEFAULT.withFeatures(EnumSet.of(feature)));
        assertThatThrownBy(() -> tag.decode(DecoderOptions.DEFAULT.withFeatures(EnumSet.noneOf(Feature.class))))
                        .isInstanceOf(WasmException.class).hasMessageContaining("(feature exception-handling is not enabled)");
    }

    @Test
    void whatMayStillChangeIsOffByDefault() {
        assertThat(DecoderOptions.IMPLEMENTED).containsExactlyInAnyOrder(Feature.values());
        assertThat(DecoderOptions.DEFAULT.features()).doesNotContain(Feature.CUSTOM_DESCRIPTORS).hasSize(Feature.values().length - 1);
    }

    @Test
    void limitsOfTheJavaScriptApi() {
        assertThatThrownBy(Binary.module().section(1, new Binary().u32(1_000_001))::decode)
                        .hasMessageStartingWith("too many types: 1000001 exceeds the implementation limit of 1000000");
        assertThatThrownBy(Binary.module().section(1, new Binary().bytes(1, 0x60).u32(1001))::decode)
                        .hasMessageStartingWith("too many parameters");
        assertThatThrownBy(Binary.signature(1).section(10, new Binary().u32(1)
                        .add(new Binary().u32(7).bytes(1).u32(50_000).bytes(Binary.I32, 11, 0)))::decode)
                        .hasMessageStartingWith("too many locals: 50001");
        assertThatThrownBy(() -> ModuleDecoder.decode("test", Binary.signature(0).section(10, new Binary().u32(1)
                        .body(new int[7_654_321])).toBytes(),
                                        DecoderOptions.DEFAULT)).hasMessageStartingWith("function body of 7654322 bytes");
    }

    @Test
    void operandsCannotPileUp() {
        Binary type = new Binary().bytes(1, 0x60, 0).u32(1000);
        int[] results = new int[1000];
        Arrays.fill(results, Binary.I32);
        Binary code = new Binary();
        for (int i = 0; i < 1001; i++) {
            code.bytes(0x10, 0);
        }
        Binary body = new Binary().bytes(0).add(code).bytes(11);
        Binary binary = Binary.module().section(1, type.bytes(results)).section(3, 1, 0)
                        .section(10, new Binary().u32(1).u32(body.toBytes().length).add(body));
        assertThatThrownBy(binary::decode).hasMessageStartingWith("operand stack too high");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x02, 0x03, 0x06})
    void nestingIsNoRecursion(int opcode) {
        int depth = 500_000;
        int[] code = new int[3 * depth + 1];
        for (int i = 0; i < depth; i++) {
            code[2 * i] = opcode;
            code[2 * i + 1] = 0x40;
        }
        Arrays.fill(code, 2 * depth, code.length, Binary.END);
        assertThat(Binary.function(0, new int[0], code).decode().functionCount()).isOne();
    }

    @Test
    void claimedCountsTakeNoMemory() {
        assertThatThrownBy(Binary.module().section(1, new Binary().u32(1_000_000))::decode).hasMessageStartingWith("unexpected end");
        assertThatThrownBy(Binary.signature(0).section(9, new Binary().bytes(1, 1, 0).u32(10_000_000))::decode)
                        .hasMessageStartingWith("unexpected end");
        assertThatThrownBy(Binary.function(0, new int[0], 0x41, 0, 0x0E, 0xFF, 0xFF, 0xFF, 0xFF, 15, 0)::decode)
                        .hasMessageStartingWith("unexpected end");
    }

    /** 3000 functions of about 1 KiB, the ones of {@code broken} with a type error. */
    private static byte[] large(Integer... broken) {
        int[] good = new int[1000];
        Arrays.fill(good, 0x01);
        for (int i = 0; i < good.length - 4; i += 3) {
            good[i] = 0x41;
            good[i + 1] = 0;
            good[i + 2] = 0x1A;
        }
        good[999] = Binary.END;
        int[] bad = good.clone();
        bad[500] = 0x45;
        Binary types = new Binary().u32(3000);
        Binary bodies = new Binary().u32(3000);
        for (int i = 0; i < 3000; i++) {
            types.bytes(0);
            bodies.body(List.of(broken).contains(i) ? bad : good);
        }
        return Binary.module().section(1, 1, 0x60, 0, 0).section(3, types).section(10, bodies).toBytes();
    }

    @Test
    void threadsFindTheErrorOfOne() {
        byte[] bytes = large(700, 1500, 2999);
        WasmException sequential = catchThrowableOfType(WasmException.class,
                        () -> ModuleDecoder.decode("test", bytes, DecoderOptions.DEFAULT.withParallel(false)));
        assertThat(sequential).hasMessageContaining("(function 700)");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> ModuleDecoder.decode("test", bytes, DecoderOptions.DEFAULT)).hasMessage(sequential.getMessage());
        }
    }

    @Test
    void progressGrowsToTheEnd() {
        byte[] bytes = large();
        List<Long> reports = new ArrayList<>();
        ModuleDecoder.decode("test", bytes, DecoderOptions.DEFAULT.withProgress(reports::add));
        assertThat(reports).isSorted().endsWith((long) bytes.length).hasSizeGreaterThan(4);
    }
}
