// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

/**
 * What instructions do to the integer lanes of half a vector, for lanes of any width: all lanes at once, in the arithmetic
 * of one long. Spec: Execution, Numerics, Integer Operations; Execution, Instructions, Vector Instructions.
 *
 * <p>The width is given as {@code sign}: a long with the sign bit of every lane set. Comparisons give lanes of all ones
 * or all zeros.
 */
public final class Lanes {

    public static final long I8 = 0x8080808080808080L;
    public static final long I16 = 0x8000800080008000L;
    public static final long I32 = 0x8000000080000000L;
    public static final long I64 = 0x8000000000000000L;

    private Lanes() {
    }

    public static long add(long a, long b, long sign) {
        return (a & ~sign) + (b & ~sign) ^ (a ^ b) & sign;
    }

    public static long sub(long a, long b, long sign) {
        return (a | sign) - (b & ~sign) ^ (a ^ ~b) & sign;
    }

    public static long neg(long a, long sign) {
        return sign - (a & ~sign) ^ ~a & sign;
    }

    public static long abs(long a, long sign) {
        long bits = a & sign;
        long ones = bits >>> Long.numberOfTrailingZeros(sign);
        // What was negative has the sign bit clear now, so that no lane overflows.
        return (a ^ (bits << 1) - ones) + ones;
    }

    /** The sign bit of every lane that is not zero. */
    public static long nonZero(long a, long sign) {
        return ((a & ~sign) + ~sign | a) & sign;
    }

    public static long eq(long a, long b, long sign) {
        long differences = a ^ b;
        long bits = ~((differences & ~sign) + ~sign | differences) & sign;
        return (bits << 1) - (bits >>> Long.numberOfTrailingZeros(sign));
    }

    public static long ne(long a, long b, long sign) {
        long differences = a ^ b;
        long bits = ((differences & ~sign) + ~sign | differences) & sign;
        return (bits << 1) - (bits >>> Long.numberOfTrailingZeros(sign));
    }

    public static long ltU(long a, long b, long sign) {
        // Where the signs are the same, that of the difference tells, which is the other way round here.
        long bits = (~a & b | ~(a ^ b | (a | sign) - (b & ~sign))) & sign;
        return (bits << 1) - (bits >>> Long.numberOfTrailingZeros(sign));
    }

    public static long ltS(long a, long b, long sign) {
        long bits = (a & ~b | ~(a ^ b | (a | sign) - (b & ~sign))) & sign;
        return (bits << 1) - (bits >>> Long.numberOfTrailingZeros(sign));
    }

    public static long gtU(long a, long b, long sign) {
        return ltU(b, a, sign);
    }

    public static long gtS(long a, long b, long sign) {
        return ltS(b, a, sign);
    }

    public static long leU(long a, long b, long sign) {
        return ~ltU(b, a, sign);
    }

    public static long leS(long a, long b, long sign) {
        return ~ltS(b, a, sign);
    }

    public static long geU(long a, long b, long sign) {
        return ~ltU(a, b, sign);
    }

    public static long geS(long a, long b, long sign) {
        return ~ltS(a, b, sign);
    }

    public static long minU(long a, long b, long sign) {
        return b ^ (a ^ b) & ltU(a, b, sign);
    }

    public static long minS(long a, long b, long sign) {
        return b ^ (a ^ b) & ltS(a, b, sign);
    }

    public static long maxU(long a, long b, long sign) {
        return a ^ (a ^ b) & ltU(a, b, sign);
    }

    public static long maxS(long a, long b, long sign) {
        return a ^ (a ^ b) & ltS(a, b, sign);
    }

    /** The average, rounded up. */
    public static long avgrU(long a, long b, long sign) {
        return (a | b) - (((a ^ b) & ~(sign >>> Long.numberOfTrailingZeros(sign))) >>> 1);
    }

    public static long addSatU(long a, long b, long sign) {
        long sum = (a & ~sign) + (b & ~sign) ^ (a ^ b) & sign;
        long bits = (a & b | (a | b) & ~sum) & sign;
        return sum | (bits << 1) - (bits >>> Long.numberOfTrailingZeros(sign));
    }

    public static long subSatU(long a, long b, long sign) {
        long difference = (a | sign) - (b & ~sign);
        long bits = (~a & b | ~(a ^ b | difference)) & sign;
        return (difference ^ (a ^ ~b) & sign) & ~((bits << 1) - (bits >>> Long.numberOfTrailingZeros(sign)));
    }

    public static long addSatS(long a, long b, long sign) {
        long sum = (a & ~sign) + (b & ~sign) ^ (a ^ b) & sign;
        return saturated(sum, ~(a ^ b) & (a ^ sum) & sign, a, sign);
    }

    public static long subSatS(long a, long b, long sign) {
        long difference = (a | sign) - (b & ~sign) ^ (a ^ ~b) & sign;
        return saturated(difference, (a ^ b) & (a ^ difference) & sign, a, sign);
    }

    /** Puts the largest or smallest signed number, by the sign of {@code a}, in place of each lane that has its sign bit in {@code bits}. */
    private static long saturated(long lanes, long bits, long a, long sign) {
        int shift = Long.numberOfTrailingZeros(sign);
        long limit = ~sign + ((a & sign) >>> shift);
        return lanes ^ (lanes ^ limit) & (bits << 1) - (bits >>> shift);
    }

    public static long shl(long a, int count, long sign) {
        int shift = Long.numberOfTrailingZeros(sign);
        int n = count & shift;
        long ones = sign >>> shift;
        return a << n & ~((ones << n) - ones);
    }

    public static long shrU(long a, int count, long sign) {
        int shift = Long.numberOfTrailingZeros(sign);
        int n = count & shift;
        // Where the sign bits go, and all below that.
        return a >>> n & (sign >>> n << 1) - (sign >>> shift);
    }

    public static long shrS(long a, int count, long sign) {
        long moved = sign >>> (count & Long.numberOfTrailingZeros(sign));
        long lanes = shrU(a, count, sign) ^ moved;
        return (lanes | sign) - (moved & ~sign) ^ (lanes ^ ~moved) & sign;
    }
}
