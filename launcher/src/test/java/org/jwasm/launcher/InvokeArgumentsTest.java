// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;

final class InvokeArgumentsTest {

    private static Object parse(NumberType type, String text) {
        return InvokeArguments.parse("f", FunctionType.of(List.of(type)), List.of(text))[0];
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-1,-1", "+7,7", "2147483647,2147483647", "2147483648,-2147483648", "4294967295,-1", "-2147483648,-2147483648",
                    "0xffffffff,-1", "0XfF,255", "-0x1,-1", "1_000,1000"})
    void readsI32SignedAndUnsigned(String text, int value) {
        assertThat(parse(NumberType.I32, text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"-9223372036854775808,-9223372036854775808", "18446744073709551615,-1", "0x8000000000000000,-9223372036854775808"})
    void readsI64SignedAndUnsigned(String text, long value) {
        assertThat(parse(NumberType.I64, text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4294967296", "-2147483649", "0x", "1.0", "abc", "0x100000000", "--1", "1e3", " 1"})
    void refusesWhatIsNoI32(String text) {
        assertThatThrownBy(() -> parse(NumberType.I32, text)).isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("argument 1 of `f`: `" + text + "` is no i32");
    }

    @ParameterizedTest
    @CsvSource({"1,3f800000", "-0,80000000", "1.5,3fc00000", ".5,3f000000", "1e10,501502f9", "0x1.8p1,40400000", "0x10,41800000",
                    "inf,7f800000", "-inf,ff800000", "nan,7fc00000", "-nan,ffc00000", "nan:0x200001,7fa00001", "NaN,7fc00000",
                    "1e99,7f800000"})
    void readsF32(String text, String bits) {
        assertThat(Integer.toHexString(Float.floatToRawIntBits((Float) parse(NumberType.F32, text)))).isEqualTo(bits);
    }

    @ParameterizedTest
    @CsvSource({"1,3ff0000000000000", "-1.5e-3,bf589374bc6a7efa", "0x1p-1074,1", "infinity,7ff0000000000000", "nan,7ff8000000000000",
                    "-nan:0x1,fff0000000000001"})
    void readsF64(String text, String bits) {
        assertThat(Long.toHexString(Double.doubleToRawLongBits((Double) parse(NumberType.F64, text)))).isEqualTo(bits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1f", "1d", "0x1.8p", "0xp1", "e5", "nan:0x0", "nan:0x800000", "infinite", "1_0"})
    void refusesWhatIsNoF32(String text) {
        assertThatThrownBy(() -> parse(NumberType.F32, text)).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("is no f32");
    }

    @Test
    void saysHowManyArgumentsAreNeeded() {
        FunctionType type = FunctionType.of(List.of(NumberType.I32, NumberType.F64), NumberType.I32);
        assertThatThrownBy(() -> InvokeArguments.parse("f", type, List.of("1"))).isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("`f` takes 2 arguments, not 1: (func (param i32 f64) (result i32))");
    }

    @ParameterizedTest
    @CsvSource({"1.0,1", "-0.0,-0", "0.1,0.1", "100.0,100", "1.0E10,10000000000", "1.0E-7,0.0000001", "NaN,NaN", "Infinity,inf",
                    "-Infinity,-inf", "-2.5,-2.5"})
    void writesFloatsPlainly(double value, String text) {
        assertThat(InvokeArguments.plain(value, Double.toString(value))).isEqualTo(text);
    }

    @Property
    void writesDoublesThatReadBackTheSame(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        double again = (Double) parse(NumberType.F64, InvokeArguments.plain(value, Double.toString(value)));
        assertThat(Double.doubleToLongBits(again)).isEqualTo(Double.doubleToLongBits(value));
    }

    @Property
    void readsEveryI32InBothNotations(@ForAll int value) {
        assertThat(parse(NumberType.I32, Integer.toString(value))).isEqualTo(value);
        assertThat(parse(NumberType.I32, Integer.toUnsignedString(value))).isEqualTo(value);
        assertThat(parse(NumberType.I32, "0x" + Integer.toHexString(value))).isEqualTo(value);
    }
}
