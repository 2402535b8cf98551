// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

/** Floating-point lanes of 64 bits, by halves of a vector unless vectors are given. Spec: Execution, Numerics, Floating-Point Operations. */
public final class F64x2 {

    private F64x2() {
    }

    private static double lane(long a) {
        return Double.longBitsToDouble(a);
    }

    private static long bits(double a) {
        return Double.doubleToRawLongBits(a);
    }

    private static long mask(boolean condition) {
        return condition ? -1 : 0;
    }

    public static long abs(long a) {
        return a & ~0x8000000000000000L;
    }

    public static long neg(long a) {
        return a ^ 0x8000000000000000L;
    }

    public static long sqrt(long a) {
        return bits(F64.sqrt(lane(a)));
    }

    public static long ceil(long a) {
        return bits(F64.ceil(lane(a)));
    }

    public static long floor(long a) {
        return bits(F64.floor(lane(a)));
    }

    public static long trunc(long a) {
        return bits(F64.trunc(lane(a)));
    }

    public static long nearest(long a) {
        return bits(F64.nearest(lane(a)));
    }

    public static long add(long a, long b) {
        return bits(lane(a) + lane(b));
    }

    public static long sub(long a, long b) {
        return bits(lane(a) - lane(b));
    }

    public static long mul(long a, long b) {
        return bits(lane(a) * lane(b));
    }

    public static long div(long a, long b) {
        return bits(lane(a) / lane(b));
    }

    public static long min(long a, long b) {
        return bits(F64.min(lane(a), lane(b)));
    }

    public static long max(long a, long b) {
        return bits(F64.max(lane(a), lane(b)));
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
        return mask(lane(a) == lane(b));
    }

    public static long ne(long a, long b) {
        return mask(lane(a) != lane(b));
    }

    public static long lt(long a, long b) {
        return mask(lane(a) < lane(b));
    }

    public static long gt(long a, long b) {
        return mask(lane(a) > lane(b));
    }

    public static long le(long a, long b) {
        return mask(lane(a) <= lane(b));
    }

    public static long ge(long a, long b) {
        return mask(lane(a) >= lane(b));
    }

    /** The positive canonical NaN for a NaN. */
    public static long canonicalNan(long a) {
        return bits(F64.canonicalNan(lane(a)));
    }

    /** {@code a * b + c}, rounded twice. */
    public static long madd(long a, long b, long c) {
        return add(mul(a, b), c);
    }

    /** {@code -(a * b) + c}, rounded twice. */
    public static long nmadd(long a, long b, long c) {
        return add(neg(mul(a, b)), c);
    }

    public static long promoteF32(int lane) {
        return bits(Conversions.promote(Float.intBitsToFloat(lane)));
    }

    public static long convertI32S(int lane) {
        return bits(lane);
    }

    public static long convertI32U(int lane) {
        return bits(Conversions.convertI32UToF64(lane));
    }
}
