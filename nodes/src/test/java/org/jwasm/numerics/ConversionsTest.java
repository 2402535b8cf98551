// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Conversions at the edges of ranges, and where rounding twice would show. */
class ConversionsTest {

    @Test
    void theLastValuesThatFit() {
        assertThat(Conversions.fitsI32S(-2147483648f)).isTrue();
        assertThat(Conversions.fitsI32S(Math.nextDown(-2147483648f))).isFalse();
        assertThat(Conversions.fitsI32S(2147483520f)).isTrue();
        assertThat(Conversions.fitsI32S(2147483648f)).isFalse();
        assertThat(Conversions.fitsI32S(-2147483648.9)).isTrue();
        assertThat(Conversions.fitsI32S(-2147483649.0)).isFalse();
        assertThat(Conversions.fitsI32S(2147483647.9)).isTrue();
        assertThat(Conversions.fitsI32S(2147483648.0)).isFalse();
        assertThat(Conversions.fitsI32U(-0.9)).isTrue();
        assertThat(Conversions.fitsI32U(-1.0)).isFalse();
        assertThat(Conversions.fitsI32U(4294967295.9)).isTrue();
        assertThat(Conversions.fitsI32U(4294967296.0)).isFalse();
        assertThat(Conversions.fitsI32U(Math.nextDown(0x1p32f))).isTrue();
        assertThat(Conversions.fitsI32U(0x1p32f)).isFalse();
        assertThat(Conversions.fitsI64S(-0x1p63)).isTrue();
        assertThat(Conversions.fitsI64S(Math.nextDown(-0x1p63))).isFalse();
        assertThat(Conversions.fitsI64S(0x1p63)).isFalse();
        assertThat(Conversions.fitsI64U(Math.nextDown(0x1p64))).isTrue();
        assertThat(Conversions.fitsI64U(0x1p64)).isFalse();
    }

    @Test
    void nanFitsNowhere() {
        assertThat(Conversions.fitsI32S(Float.NaN) || Conversions.fitsI32U(Float.NaN)).isFalse();
        assertThat(Conversions.fitsI32S(Double.NaN) || Conversions.fitsI32U(Double.NaN)).isFalse();
        assertThat(Conversions.fitsI64S(Double.NaN) || Conversions.fitsI64U(Double.NaN)).isFalse();
    }

    @Test
    void saturation() {
        assertThat(Conversions.truncSatI32S(1e10)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Conversions.truncSatI32S(Double.NaN)).isZero();
        assertThat(Conversions.truncSatI32U(-5)).isZero();
        assertThat(Conversions.truncSatI32U(3e9)).isEqualTo((int) 3_000_000_000L);
        assertThat(Conversions.truncSatI32U(1e10)).isEqualTo(-1);
        assertThat(Conversions.truncSatI64S(Double.NEGATIVE_INFINITY)).isEqualTo(Long.MIN_VALUE);
        assertThat(Conversions.truncSatI64U(-0.5)).isZero();
        assertThat(Conversions.truncSatI64U(Double.NaN)).isZero();
        assertThat(Conversions.truncSatI64U(0x1p63)).isEqualTo(Long.MIN_VALUE);
        assertThat(Conversions.truncSatI64U(Math.nextDown(0x1p64))).isEqualTo(0xFFFFFFFFFFFFF800L);
        assertThat(Conversions.truncSatI64U(Double.POSITIVE_INFINITY)).isEqualTo(-1);
    }

    @Test
    void unsignedIntegersRoundOnce() {
        assertThat(Conversions.convertI32UToF32(-1)).isEqualTo(0x1p32f);
        assertThat(Conversions.convertI32UToF64(-1)).isEqualTo(4294967295.0);
        assertThat(Conversions.convertI64UToF64(-1)).isEqualTo(0x1p64);
        assertThat(Conversions.convertI64UToF64(0x8000000000000400L)).isEqualTo(0x1p63);
        assertThat(Conversions.convertI64UToF64(0x8000000000000401L)).isEqualTo(0x1.0000000000001p63);
        assertThat(Conversions.convertI64UToF32(0x8000008000000000L)).isEqualTo(0x1p63f);
        assertThat(Conversions.convertI64UToF32(0x8000008000000001L)).isEqualTo(0x1.000002p63f);
    }

    @Test
    void nansKeepWhatFitsOfTheirPayload() {
        assertThat(Float.floatToRawIntBits(Conversions.demote(Double.longBitsToDouble(0xFFF123456789ABCDL)))).isEqualTo(0xFFC91A2B);
        assertThat(Float.floatToRawIntBits(Conversions.demote(Double.longBitsToDouble(0x7FF0000000000001L)))).isEqualTo(0x7FC00000);
        assertThat(Double.doubleToRawLongBits(Conversions.promote(Float.intBitsToFloat(0xFF812345)))).isEqualTo(0xFFF82468A0000000L);
    }
}
