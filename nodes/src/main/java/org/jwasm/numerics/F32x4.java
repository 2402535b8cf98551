// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

/** Floating-point lanes of 32 bits, by halves of a vector unless vectors are given. Spec: Execution, Numerics, Floating-Point Operations. */
public final class F32x4 {

    /** C2 finds lanes in what was made of them just before if these are added, the upper one first, and if the lower one is masked before it is narrowed. */
    private static final long LOW = 0xFFFFFFFFL;

    private F32x4() {
    }

    static float lower(long a) {
        return Float.intBitsToFloat((int) (a & LOW));
    }

    static float upper(long a) {
        return Float.intBitsToFloat((int) (a >>> 32));
    }

    private static long pack(float a, float b) {
        return I32x4.pack(Float.floatToRawIntBits(a), Float.floatToRawIntBits(b));
    }

    public static long abs(long a) {
        return a & ~0x8000000080000000L;
    }

    public static long neg(long a) {
        return a ^ 0x8000000080000000L;
    }

    public static long sqrt(long a) {
        return pack(F32.sqrt(lower(a)), F32.sqrt(upper(a)));
    }

    public static long ceil(long a) {
        return pack(F32.ceil(lower(a)), F32.ceil(upper(a)));
    }

    public static long floor(long a) {
        return pack(F32.floor(lower(a)), F32.floor(upper(a)));
    }

    public static long trunc(long a) {
        return pack(F32.trunc(lower(a)), F32.trunc(upper(a)));
    }

    public static long nearest(long a) {
        return pack(F32.nearest(lower(a)), F32.nearest(upper(a)));
    }

    public static long add(long a, long b) {
        return ((long) Float.floatToRawIntBits(Float.intBitsToFloat((int) (a >>> 32)) + Float.intBitsToFloat((int) (b >>> 32))) << 32) +
                        (Float.floatToRawIntBits(Float.intBitsToFloat((int) (a & LOW)) + Float.intBitsToFloat((int) (b & LOW))) & LOW);
    }

    public static long sub(long a, long b) {
        return ((long) Float.floatToRawIntBits(Float.intBitsToFloat((int) (a >>> 32)) - Float.intBitsToFloat((int) (b >>> 32))) << 32) +
                        (Float.floatToRawIntBits(Float.intBitsToFloat((int) (a & LOW)) - Float.intBitsToFloat((int) (b & LOW))) & LOW);
    }

    public static long mul(long a, long b) {
        return ((long) Float.floatToRawIntBits(Float.intBitsToFloat((int) (a >>> 32)) * Float.intBitsToFloat((int) (b >>> 32))) << 32) +
                        (Float.floatToRawIntBits(Float.intBitsToFloat((int) (a & LOW)) * Float.intBitsToFloat((int) (b & LOW))) & LOW);
    }

    public static long div(long a, long b) {
        return ((long) Float.floatToRawIntBits(Float.intBitsToFloat((int) (a >>> 32)) / Float.intBitsToFloat((int) (b >>> 32))) << 32) +
                        (Float.floatToRawIntBits(Float.intBitsToFloat((int) (a & LOW)) / Float.intBitsToFloat((int) (b & LOW))) & LOW);
    }

    public static long min(long a, long b) {
        return pack(F32.min(lower(a), lower(b)), F32.min(upper(a), upper(b)));
    }

    public static long max(long a, long b) {
        return pack(F32.max(lower(a), lower(b)), F32.max(upper(a), upper(b)));
    }

    /** {@code b < a ? b : a}, bit by bit the same. */
    public static long pmin(long a, long b) {
        return a ^ (a ^ b) & lt(b, a);
    }

    /** {@code a < b ? b : a}, bit by bit the same. */
    public static long pmax(long a, long b) {
        return a ^ (a ^ b) & lt(a, b);
    }

    public static long eq(long a, long b) {
        return (Float.intBitsToFloat((int) a) == Float.intBitsToFloat((int) b) ? 0xFFFFFFFFL : 0) |
                        (Float.intBitsToFloat((int) (a >>> 32)) == Float.intBitsToFloat((int) (b >>> 32)) ? 0xFFFFFFFF00000000L : 0);
    }

    public static long ne(long a, long b) {
        return (Float.intBitsToFloat((int) a) != Float.intBitsToFloat((int) b) ? 0xFFFFFFFFL : 0) |
                        (Float.intBitsToFloat((int) (a >>> 32)) != Float.intBitsToFloat((int) (b >>> 32)) ? 0xFFFFFFFF00000000L : 0);
    }

    public static long lt(long a, long b) {
        return (Float.intBitsToFloat((int) a) < Float.intBitsToFloat((int) b) ? 0xFFFFFFFFL : 0) |
                        (Float.intBitsToFloat((int) (a >>> 32)) < Float.intBitsToFloat((int) (b >>> 32)) ? 0xFFFFFFFF00000000L : 0);
    }

    public static long gt(long a, long b) {
        return (Float.intBitsToFloat((int) a) > Float.intBitsToFloat((int) b) ? 0xFFFFFFFFL : 0) |
                        (Float.intBitsToFloat((int) (a >>> 32)) > Float.intBitsToFloat((int) (b >>> 32)) ? 0xFFFFFFFF00000000L : 0);
    }

    public static long le(long a, long b) {
        return (Float.intBitsToFloat((int) a) <= Float.intBitsToFloat((int) b) ? 0xFFFFFFFFL : 0) |
                        (Float.intBitsToFloat((int) (a >>> 32)) <= Float.intBitsToFloat((int) (b >>> 32)) ? 0xFFFFFFFF00000000L : 0);
    }

    public static long ge(long a, long b) {
        return (Float.intBitsToFloat((int) a) >= Float.intBitsToFloat((int) b) ? 0xFFFFFFFFL : 0) |
                        (Float.intBitsToFloat((int) (a >>> 32)) >= Float.intBitsToFloat((int) (b >>> 32)) ? 0xFFFFFFFF00000000L : 0);
    }

    /** The positive canonical NaN for each NaN. */
    public static long canonicalNan(long a) {
        return pack(F32.canonicalNan(lower(a)), F32.canonicalNan(upper(a)));
    }

    /** {@code a * b + c}, rounded twice. */
    public static long madd(long a, long b, long c) {
        return add(mul(a, b), c);
    }

    /** {@code -(a * b) + c}, rounded twice. */
    public static long nmadd(long a, long b, long c) {
        return add(neg(mul(a, b)), c);
    }

    public static long convertI32S(long a) {
        return pack((float) (int) a, (float) (int) (a >>> 32));
    }

    public static long convertI32U(long a) {
        return pack(Conversions.convertI32UToF32((int) a), Conversions.convertI32UToF32((int) (a >>> 32)));
    }

    /** A half of both lanes of a vector. */
    public static long demoteF64(long low, long high) {
        return pack(Conversions.demote(Double.longBitsToDouble(low)), Conversions.demote(Double.longBitsToDouble(high)));
    }
}
