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

    /** How far the sign bit of a lane is from its lowest bit. */
    private static int signShift(long sign) {
        return Long.numberOfTrailingZeros(sign);
    }

    /** The lowest bit of every lane. */
    private static long ones(long sign) {
        return sign >>> signShift(sign);
    }

    /** Lanes of all ones where the sign bit is set in {@code bits}, which has no others. */
    static long fill(long bits, long sign) {
        return (bits << 1) - (bits >>> signShift(sign));
    }

    static long choose(long mask, long whenSet, long whenClear) {
        return whenClear ^ (whenSet ^ whenClear) & mask;
    }

    public static long add(long a, long b, long sign) {
        return (a & ~sign) + (b & ~sign) ^ (a ^ b) & sign;
    }

    public static long sub(long a, long b, long sign) {
        return (a | sign) - (b & ~sign) ^ (a ^ ~b) & sign;
    }

    public static long neg(long a, long sign) {
        return sub(0, a, sign);
    }

    public static long abs(long a, long sign) {
        long negative = fill(a & sign, sign);
        return sub(a ^ negative, negative, sign);
    }

    /** The sign bit of every lane that is not zero. */
    public static long nonZero(long a, long sign) {
        return ((a & ~sign) + ~sign | a) & sign;
    }

    public static long eq(long a, long b, long sign) {
        return ~ne(a, b, sign);
    }

    public static long ne(long a, long b, long sign) {
        return fill(nonZero(a ^ b, sign), sign);
    }

    public static long ltU(long a, long b, long sign) {
        // Where the signs are the same, that of the difference tells.
        return fill((~a & b | ~(a ^ b) & sub(a, b, sign)) & sign, sign);
    }

    public static long ltS(long a, long b, long sign) {
        return ltU(a ^ sign, b ^ sign, sign);
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
        return choose(ltU(a, b, sign), a, b);
    }

    public static long minS(long a, long b, long sign) {
        return choose(ltS(a, b, sign), a, b);
    }

    public static long maxU(long a, long b, long sign) {
        return choose(ltU(a, b, sign), b, a);
    }

    public static long maxS(long a, long b, long sign) {
        return choose(ltS(a, b, sign), b, a);
    }

    /** The average, rounded up. */
    public static long avgrU(long a, long b, long sign) {
        return (a | b) - (((a ^ b) & ~ones(sign)) >>> 1);
    }

    public static long addSatU(long a, long b, long sign) {
        long sum = add(a, b, sign);
        return sum | fill((a & b | (a | b) & ~sum) & sign, sign);
    }

    public static long subSatU(long a, long b, long sign) {
        return sub(a, b, sign) & ~ltU(a, b, sign);
    }

    public static long addSatS(long a, long b, long sign) {
        long sum = add(a, b, sign);
        return choose(fill(~(a ^ b) & (a ^ sum) & sign, sign), limit(a, sign), sum);
    }

    public static long subSatS(long a, long b, long sign) {
        long difference = sub(a, b, sign);
        return choose(fill((a ^ b) & (a ^ difference) & sign, sign), limit(a, sign), difference);
    }

    /** The largest or smallest signed number, by the sign of each lane. */
    private static long limit(long a, long sign) {
        return ~sign + ((a & sign) >>> signShift(sign));
    }

    /** The lowest {@code count} bits of every lane. */
    private static long lowBits(int count, long sign) {
        long ones = ones(sign);
        return (ones << count) - ones;
    }

    public static long shl(long a, int count, long sign) {
        int n = count & signShift(sign);
        return a << n & ~lowBits(n, sign);
    }

    public static long shrU(long a, int count, long sign) {
        int n = count & signShift(sign);
        return a >>> n & ~(lowBits(n, sign) << signShift(sign) + 1 - n);
    }

    public static long shrS(long a, int count, long sign) {
        long moved = sign >>> (count & signShift(sign));
        return sub(shrU(a, count, sign) ^ moved, moved, sign);
    }
}
