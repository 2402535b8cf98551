// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;

/** The text reader beyond what the official suite has: encodings, rounding, positions of errors, hostile input. */
final class WatReaderTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final String HEADER = "0061736d01000000";

    private static String assemble(String text) {
        return HEX.formatHex(WatReader.toBinary("test.wat", text.getBytes(StandardCharsets.UTF_8), WatOptions.DEFAULT.withNames(false)));
    }

    private static WasmException failure(String text) {
        try {
            WatReader.toBinary("test.wat", text);
        } catch (WasmException e) {
            assertThat(e.failureType()).isEqualTo(FailureType.MALFORMED);
            return e;
        }
        throw new AssertionError("accepted: " + text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
                    "(module) | ''",
                    "'' | ''",
                    "(func) | 010401600000 03020100 0a040102000b",
                    "(func (result i32) i32.const -1) | 010501600001 7f 03020100 0a0601 04 00 417f 0b",
                    "(func (result i32) (i32.sub (i32.const 1) (i32.const 2))) | 010501600001 7f 03020100 0a0901 07 00 4101 4102 6b 0b",
                    "(memory i64 1 2) | 050401050102",
                    "(memory 1 2 shared) | 050401030102",
                    "(memory 3 (pagesize 1)) | 050401080300",
                    "(memory (pagesize 1) (data \"abc\")) | 05050109030300 0b090100410 00b03616263",
                    "(table 2 funcref) | 040401700002",
                    "(import \"m\" \"f\" (func (param i32))) | 0105016001 7f00 0207 01 016d 0166 0000",
                    "(type (array (mut i8))) | 0104015e7801",
                    "(rec (type $a (struct (field (ref null $b)))) (type $b (sub $a (struct (field (ref $b)))))) "
                                    + "| 011001 4e02 5f0163 0100 500100 5f01640100",
                    "(tag (param i32)) | 01050160017f00 0d03010000",
    })
    void encodes(String text, String expected) {
        assertThat(assemble(text)).isEqualTo(HEADER + expected.replace(" ", ""));
    }

    @Test
    void writesNames() {
        byte[] module = WatReader.toBinary("test.wat", "(module $m (func $f (param $x i32) (block $b (br $b))))");
        String name = HEX.formatHex("name".getBytes(StandardCharsets.US_ASCII));
        assertThat(HEX.formatHex(module)).endsWith(
                        "04" + name + "0002016d" + "010401000166" + "0206010001000178" + "0306010001000162");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
                    "(func\\n  (i32.const 1)\\n  (nopp)) | 3:4 | unknown operator nopp",
                    "(func (local.get $x)) | 1:18 | unknown local $x",
                    "(func (call $f)) | 1:13 | unknown function $f",
                    "(func (i32.const 0x1_0000_0000)) | 1:18 | constant out of range",
                    "(func block) | 1:12 | unexpected token )",
                    "(func | 1:6 | unexpected token: end of text",
                    "(func \"abc | 1:7 | unclosed string",
                    "(; abc | 1:1 | unclosed comment",
                    "(func $x) (func $x) | 1:17 | duplicate func $x",
                    "(memory 1) (func (i32.load align=3 (i32.const 0))) | 1:28 | alignment must be a power of two",
                    "(func (param $ä i32)) | 1:15 | illegal character",
                    "(func (br $l)) | 1:11 | unknown label $l",
                    "(func (block $l) (br $l)) | 1:22 | unknown label $l",
                    "(data \"\\\\u{110000}\") | 1:8 | illegal escape",
                    "(export \"\\\\ff\" (func 0)) | 1:9 | malformed UTF-8 encoding",
    })
    void tellsWhereAndWhat(String text, String position, String phrase) {
        String source = text.replace("\\n", "\n").replace("\\\\", "\\");
        String[] message = failure(source).getMessage().split("\n");
        assertThat(message[0]).isEqualTo("test.wat:" + position + ": " + phrase);
        String[] place = position.split(":");
        assertThat(message[1]).isEqualTo(source.split("\n")[Integer.parseInt(place[0]) - 1]);
        assertThat(message[2]).isEqualTo(" ".repeat(Integer.parseInt(place[1]) - 1) + "^");
    }

    @Test
    void cutsLongLinesInMessages() {
        String message = failure("(func " + "(nop) ".repeat(10_000) + "(nopp) " + "(nop) ".repeat(10_000) + ")").getMessage();
        assertThat(message).startsWith("test.wat:1:60008: unknown operator nopp\n").hasSizeLessThan(400);
        String[] lines = message.split("\n");
        assertThat(lines[1].substring(lines[2].indexOf('^'))).startsWith("nopp");
    }

    @Test
    void unpairedSurrogatesAreMalformed() {
        assertThatThrownBy(() -> WatReader.toBinary("test.wat", "(data \"\uD800\")")).isInstanceOf(
                        WasmException.class).hasMessageContaining("malformed UTF-8 encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(block ", "(drop ", "(if (i32.const 0) (then ", "(loop (nop) ", "block ", "i32.const 0 if "})
    void deepNestingHasNoLimitOfTheStack(String open) {
        int depth = 200_000;
        boolean flat = !open.startsWith("(");
        String close = flat ? "end " : open.startsWith("(if") ? "))" : ")";
        byte[] module = WatReader.toBinary("test.wat", "(func " + open.repeat(depth) + close.repeat(depth) + ")");
        assertThat(module.length).isGreaterThan(depth);
        failure("(func " + open.repeat(depth));
    }

    @Test
    void nestedCommentsAndAnnotationsHaveNoLimitOfTheStack() {
        int depth = 200_000;
        assertThat(assemble("(;".repeat(depth) + ";)".repeat(depth))).isEqualTo(HEADER);
        assertThat(assemble("(@a ".repeat(depth) + ")".repeat(depth))).isEqualTo(HEADER);
    }

    @Test
    void randomBytesGiveErrorsOnly() {
        Random random = new Random(1);
        String[] words = {"(", ")", "module", "func", "$x", "\"a\"", "i32.const", "1", "-1", "0x1p3", "(param", "i32", "block",
            "end", "if", "(then", "else", "type", "(type", "ref", "null", "memory", "data", "elem", "table", "(offset", "v128.const",
            "i8x16", "rec", "sub", "struct", "(field", "try_table", "(catch", "br_table", "call_indirect", "select", "(result", "start",
            "export", "import", "(@custom", "(@name", "global", "mut", "ref.test", "array.new_fixed", "offset=1", "align=2", "try",
            "do", "delegate", "catch_all"};
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(24); n >= 0; n--) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            try {
                WatReader.toBinary("random", text);
                accepted++;
            } catch (WasmException e) {
                assertThat(e.failureType()).isEqualTo(FailureType.MALFORMED);
            }
        }
        assertThat(accepted).isLessThan(20_000);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            try {
                WatReader.toBinary("random", bytes);
            } catch (WasmException e) {
                assertThat(e.failureType()).isEqualTo(FailureType.MALFORMED);
            }
        }
    }

    private static long f64(String literal) throws Numbers.OutOfRange {
        byte[] bytes = literal.getBytes(StandardCharsets.US_ASCII);
        assertThat(Numbers.kind(bytes, 0, bytes.length)).isNotNull();
        return Numbers.f64(bytes, 0, bytes.length);
    }

    private static int f32(String literal) throws Numbers.OutOfRange {
        byte[] bytes = literal.getBytes(StandardCharsets.US_ASCII);
        return Numbers.f32(bytes, 0, bytes.length);
    }

    /** Java reads hexadecimal literals too, by an algorithm of its own. */
    @Test
    void hexadecimalFloatsRoundLikeJava() throws Numbers.OutOfRange {
        Random random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            int digits = 1 + random.nextInt(20);
            StringBuilder literal = new StringBuilder(random.nextBoolean() ? "-0x" : "0x");
            for (int d = 0; d < digits; d++) {
                literal.append(Character.forDigit(random.nextInt(4) == 0 ? random.nextInt(16) : random.nextInt(2) * 8, 16));
            }
            literal.append('.').append(Character.forDigit(random.nextInt(16), 16));
            boolean single = random.nextBoolean();
            literal.append('p').append(random.nextInt(single ? 320 : 2300) - (single ? 200 : 1180));
            double value = Double.parseDouble(literal.toString());
            float floatValue = Float.parseFloat(literal.toString());
            if (Double.isFinite(value)) {
                assertThat(f64(literal.toString())).as(literal.toString()).isEqualTo(Double.doubleToRawLongBits(value));
            }
            if (Float.isFinite(floatValue)) {
                assertThat(f32(literal.toString())).as(literal.toString()).isEqualTo(Float.floatToRawIntBits(floatValue));
            } else {
                assertThatThrownBy(() -> f32(literal.toString())).isInstanceOf(Numbers.OutOfRange.class);
            }
        }
    }

    @Test
    void everyFloatReadsBackFromItsHexadecimalForm() throws Numbers.OutOfRange {
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                assertThat(f32(Float.toHexString(value))).isEqualTo(Float.floatToRawIntBits(value));
            }
            double wide = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(wide)) {
                assertThat(f64(Double.toHexString(wide))).isEqualTo(Double.doubleToRawLongBits(wide));
            }
        }
    }

    @Test
    void hugeExponentsEndAtOnce() throws Numbers.OutOfRange {
        assertThat(f64("0x0p99999999999999999999")).isZero();
        assertThat(f64("0x1p-99999999999999999999")).isZero();
        assertThatThrownBy(() -> f64("0x1p99999999999999999999")).isInstanceOf(Numbers.OutOfRange.class);
        assertThatThrownBy(() -> f64("1e99999999999999999999")).isInstanceOf(Numbers.OutOfRange.class);
        char[] zeros = new char[100_000];
        Arrays.fill(zeros, '0');
        assertThat(f64("0x1" + new String(zeros) + "p-400000")).isEqualTo(Double.doubleToRawLongBits(1.0));
    }
}
