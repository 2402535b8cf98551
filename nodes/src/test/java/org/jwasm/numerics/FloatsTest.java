// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Floats where Java's own functions differ from the specification, or look as if they did. */
class FloatsTest {

    private static final long SIGNALLING_64 = 0xFFF0000000000123L;
    private static final long QUIET_64 = 0xFFF8000000000123L;
    private static final int SIGNALLING_32 = 0xFF800123;
    private static final int QUIET_32 = 0xFFC00123;

    private static double f64(long bits) {
        return Double.longBitsToDouble(bits);
    }

    private static float f32(int bits) {
        return Float.intBitsToFloat(bits);
    }

    private static void is(double actual, double expected) {
        assertThat(Double.doubleToRawLongBits(actual)).isEqualTo(Double.doubleToRawLongBits(expected));
    }

    private static void is(float actual, float expected) {
        assertThat(Float.floatToRawIntBits(actual)).isEqualTo(Float.floatToRawIntBits(expected));
    }

    @Test
    void signallingNansBecomeQuietAndKeepTheirPayload() {
        Stream.<DoubleUnaryOperator>of(F64::ceil, F64::floor, F64::trunc, F64::nearest, F64::sqrt, F64::quiet, x -> F64.min(x, 1),
                        x -> F64.min(1, x), x -> F64.max(x, 1), x -> F64.max(1, x))
                        .forEach(f -> is(f.applyAsDouble(f64(SIGNALLING_64)), f64(QUIET_64)));
        Stream.<UnaryOperator<Float>>of(F32::ceil, F32::floor, F32::trunc, F32::nearest, F32::sqrt, F32::quiet, x -> F32.min(x, 1),
                        x -> F32.min(1, x), x -> F32.max(x, 1), x -> F32.max(1, x))
                        .forEach(f -> is(f.apply(f32(SIGNALLING_32)), f32(QUIET_32)));
    }

    @Test
    void signOperationsKeepSignallingNans() {
        is(F64.abs(f64(SIGNALLING_64)), f64(0x7FF0000000000123L));
        is(F64.neg(f64(SIGNALLING_64)), f64(0x7FF0000000000123L));
        is(F64.copysign(f64(SIGNALLING_64), 0.0), f64(0x7FF0000000000123L));
        is(F64.copysign(1.0, f64(SIGNALLING_64)), -1.0);
        is(F32.abs(f32(SIGNALLING_32)), f32(0x7F800123));
        is(F32.neg(f32(SIGNALLING_32)), f32(0x7F800123));
        is(F32.copysign(f32(SIGNALLING_32), 0f), f32(0x7F800123));
        is(F32.copysign(1f, f32(SIGNALLING_32)), -1f);
    }

    @Test
    void zerosHaveAnOrder() {
        is(F64.min(0.0, -0.0), -0.0);
        is(F64.min(-0.0, 0.0), -0.0);
        is(F64.max(0.0, -0.0), 0.0);
        is(F64.max(-0.0, 0.0), 0.0);
        is(F32.min(0f, -0f), -0f);
        is(F32.max(-0f, 0f), 0f);
    }

    @Test
    void roundingKeepsTheSignOfZero() {
        is(F64.ceil(-0.9), -0.0);
        is(F64.trunc(-0.9), -0.0);
        is(F64.trunc(0.9), 0.0);
        is(F64.trunc(-0.0), -0.0);
        is(F64.nearest(-0.5), -0.0);
        is(F64.nearest(4.5), 4.0);
        is(F64.nearest(-3.5), -4.0);
        is(F32.ceil(-0.9f), -0f);
        is(F32.trunc(-0.9f), -0f);
        is(F32.nearest(0x1.8p22f), 0x1.8p22f);
        is(F32.nearest(0.5f), 0f);
    }

    @Test
    void rootsRoundOnce() {
        is(F32.sqrt(2f), 1.4142135f);
        is(F32.sqrt(Float.MIN_VALUE), 0x1.6a09e6p-75f);
        is(F64.sqrt(-0.0), -0.0);
        assertThat(F64.sqrt(-1)).isNaN();
    }
}
