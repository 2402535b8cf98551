// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

/** What only 32-bit lanes have, by halves of a vector unless vectors are given. Spec: Execution, Instructions, Vector Instructions. */
public final class I32x4 {

    private static final long LOW = 0xFFFFFFFFL;
    private static final long HIGH = 0xFFFFFFFF00000000L;

    private I32x4() {
    }

    static long pack(int a, int b) {
        return ((long) b << 32) + (a & LOW);
    }

    public static long add(long a, long b) {
        return a + b & LOW | (a & HIGH) + (b & HIGH);
    }

    public static long sub(long a, long b) {
        return a - b & LOW | (a & HIGH) - (b & HIGH);
    }

    public static long mul(long a, long b) {
        return a * b & LOW | (a >>> 32) * (b >>> 32) << 32;
    }

    /** The sign bits of the lanes, that of lane 0 lowest. */
    public static int bitmask(long a) {
        return (int) (a >>> 31 & 1 | a >>> 62 & 2);
    }

    /** 2 lanes of 16 bits, sign-extended. */
    public static long extendS(int lanes) {
        return (short) lanes & LOW | (long) (lanes >> 16) << 32;
    }

    /** 2 lanes of 16 bits, zero-extended. */
    public static long extendU(int lanes) {
        return lanes & 0xFFFF | (long) (lanes >>> 16) << 32;
    }

    /** Sums of neighbours among 4 lanes of 16 bits. */
    public static long extaddPairwiseS(long a) {
        return (short) a + ((int) a >> 16) & LOW | (long) ((short) (a >>> 32) + (int) (a >> 48)) << 32;
    }

    public static long extaddPairwiseU(long a) {
        return (a & 0x0000FFFF0000FFFFL) + (a >>> 16 & 0x0000FFFF0000FFFFL);
    }

    /** Sums of the products of neighbours among 4 signed lanes of 16 bits. */
    public static long dotS(long a, long b) {
        return (short) a * (short) b + ((int) a >> 16) * ((int) b >> 16) & LOW |
                        (long) ((short) (a >>> 32) * (short) (b >>> 32) + (int) (a >> 48) * (int) (b >> 48)) << 32;
    }

    /** Sums of the products of four neighbours among 8 lanes of 8 bits, and {@code c}. */
    public static long relaxedDotAdd(long a, long b, long c) {
        return add(extaddPairwiseS(I16x8.relaxedDot(a, b)), c);
    }

    public static long truncSatF32S(long a) {
        return pack(Conversions.truncSatI32S(F32x4.lower(a)), Conversions.truncSatI32S(F32x4.upper(a)));
    }

    public static long truncSatF32U(long a) {
        return pack(Conversions.truncSatI32U(F32x4.lower(a)), Conversions.truncSatI32U(F32x4.upper(a)));
    }

    /** A half of both lanes of a vector. */
    public static long truncSatF64S(long low, long high) {
        return pack(Conversions.truncSatI32S(Double.longBitsToDouble(low)), Conversions.truncSatI32S(Double.longBitsToDouble(high)));
    }

    /** A half of both lanes of a vector. */
    public static long truncSatF64U(long low, long high) {
        return pack(Conversions.truncSatI32U(Double.longBitsToDouble(low)), Conversions.truncSatI32U(Double.longBitsToDouble(high)));
    }
}
