// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

/**
 * Conversions between number types. Spec: Execution, Numerics, Conversions.
 *
 * <p>A {@code fits...} predicate tells whether {@code trunc} has a result: it is false for NaN and for values whose
 * integer part is out of range. If it holds, the saturating function gives the result.
 */
public final class Conversions {

    private static final double TWO_63 = 0x1p63;

    private Conversions() {
    }

    public static boolean fitsI32S(float value) {
        return value >= -0x1p31f && value < 0x1p31f;
    }

    public static boolean fitsI32U(float value) {
        return value > -1f && value < 0x1p32f;
    }

    public static boolean fitsI32S(double value) {
        return value > -0x1p31 - 1 && value < 0x1p31;
    }

    public static boolean fitsI32U(double value) {
        return value > -1.0 && value < 0x1p32;
    }

    public static boolean fitsI64S(double value) {
        return value >= -TWO_63 && value < TWO_63;
    }

    public static boolean fitsI64U(double value) {
        return value > -1.0 && value < 0x1p64;
    }

    /** {@code trunc_sat_s} to {@code i32}, of floats too. */
    public static int truncSatI32S(double value) {
        return (int) value;
    }

    /** {@code trunc_sat_u} to {@code i32}, of floats too. */
    public static int truncSatI32U(double value) {
        long integer = (long) value;
        if (integer < 0) {
            return 0;
        }
        return integer > 0xFFFFFFFFL ? -1 : (int) integer;
    }

    /** {@code trunc_sat_s} to {@code i64}, of floats too. */
    public static long truncSatI64S(double value) {
        return (long) value;
    }

    /** {@code trunc_sat_u} to {@code i64}, of floats too. */
    public static long truncSatI64U(double value) {
        if (value < TWO_63) {
            return Math.max((long) value, 0);
        }
        if (value >= 0x1p64) {
            return -1;
        }
        // NaN gets here too; it converts to 0, which the sign bit must not touch.
        return value != value ? 0 : (long) (value - TWO_63) | Long.MIN_VALUE;
    }

    /** {@code convert_u} of an {@code i32} */
    public static float convertI32UToF32(int value) {
        return value & 0xFFFFFFFFL;
    }

    /** {@code convert_u} of an {@code i32} */
    public static double convertI32UToF64(int value) {
        return value & 0xFFFFFFFFL;
    }

    /** {@code convert_u} of an {@code i64} */
    public static float convertI64UToF32(long value) {
        return value >= 0 ? value : (float) halfToOdd(value) * 2;
    }

    /** {@code convert_u} of an {@code i64} */
    public static double convertI64UToF64(long value) {
        return value >= 0 ? value : (double) halfToOdd(value) * 2;
    }

    /** Half the value; the bit shifted out sticks to the last one, so that a later rounding decides ties as it should. */
    private static long halfToOdd(long value) {
        return value >>> 1 | value & 1;
    }

    /** {@code demote}: the upper bits of a NaN's payload stay. */
    public static float demote(double value) {
        return value != value ? demoteNan(Double.doubleToRawLongBits(value)) : (float) value;
    }

    private static float demoteNan(long bits) {
        return Float.intBitsToFloat((int) (bits >>> 32) & 1 << 31 | 0x7FC00000 | (int) (bits >>> 29) & 0x3FFFFF);
    }

    /** {@code promote}: a NaN's payload stays, in the upper bits. */
    public static double promote(float value) {
        return value != value ? promoteNan(Float.floatToRawIntBits(value)) : (double) value;
    }

    private static double promoteNan(int bits) {
        return Double.longBitsToDouble((long) (bits & 1 << 31) << 32 | 0x7FF8L << 48 | (bits & 0x3FFFFFL) << 29);
    }
}
