// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

/** What only 16-bit lanes have, by halves of a vector. Spec: Execution, Instructions, Vector Instructions. */
public final class I16x8 {

    private I16x8() {
    }

    private static int lane(long a, int lane) {
        return (short) (a >>> 16 * lane);
    }

    /** The lower 16 bits of each. */
    private static long pack(int a, int b, int c, int d) {
        return a & 0xFFFFL | (b & 0xFFFFL) << 16 | (c & 0xFFFFL) << 32 | (long) d << 48;
    }

    public static long mul(long a, long b) {
        return a * b & 0xFFFFL | ((a >>> 16) * (b >>> 16) & 0xFFFFL) << 16 | ((a >>> 32) * (b >>> 32) & 0xFFFFL) << 32 | (a >>> 48) * (b >>> 48) << 48;
    }

    /** The sign bits of the lanes, that of lane 0 lowest. */
    public static int bitmask(long a) {
        return (int) (a >>> 15 & 1 | a >>> 30 & 2 | a >>> 45 & 4 | a >>> 60 & 8);
    }

    /** Products of numbers with 15 bits behind the point. */
    public static long q15mulrSatS(long a, long b) {
        return pack(q15mulr(lane(a, 0), lane(b, 0)), q15mulr(lane(a, 1), lane(b, 1)), q15mulr(lane(a, 2), lane(b, 2)),
                        q15mulr(lane(a, 3), lane(b, 3)));
    }

    private static int q15mulr(int a, int b) {
        return Math.min(a * b + 0x4000 >> 15, Short.MAX_VALUE);
    }

    /** 4 lanes of 8 bits, sign-extended. */
    public static long extendS(int lanes) {
        long spread = lanes & 0xFFFFL | (lanes & 0xFFFF0000L) << 16;
        spread = (spread | spread << 8) & 0x00FF00FF00FF00FFL;
        // Eight ones above each sign bit.
        return spread | (spread & 0x0080008000800080L) * 0x1FE;
    }

    /** 4 lanes of 8 bits, zero-extended. */
    public static long extendU(int lanes) {
        long spread = lanes & 0xFFFFL | (lanes & 0xFFFF0000L) << 16;
        return (spread | spread << 8) & 0x00FF00FF00FF00FFL;
    }

    /** Sums of neighbours among 8 lanes of 8 bits. */
    public static long extaddPairwiseS(long a) {
        long raised = a ^ Lanes.I8;
        long sums = (raised & 0x00FF00FF00FF00FFL) + (raised >>> 8 & 0x00FF00FF00FF00FFL);
        // Each number was raised by 128.
        return (sums | Lanes.I16) - 0x0100010001000100L ^ Lanes.I16;
    }

    public static long extaddPairwiseU(long a) {
        return (a & 0x00FF00FF00FF00FFL) + (a >>> 8 & 0x00FF00FF00FF00FFL);
    }

    /** 2 lanes of 32 bits as the low 2 lanes, within the range of signed numbers. */
    public static long narrowS(long a) {
        int lower = Math.min(Math.max((int) a, Short.MIN_VALUE), Short.MAX_VALUE);
        int upper = Math.min(Math.max((int) (a >>> 32), Short.MIN_VALUE), Short.MAX_VALUE);
        return (lower & 0xFFFF | upper << 16) & 0xFFFFFFFFL;
    }

    /** 2 signed lanes of 32 bits as the low 2 lanes, within the range of unsigned numbers. */
    public static long narrowU(long a) {
        int lower = Math.min(Math.max((int) a, 0), 0xFFFF);
        int upper = Math.min(Math.max((int) (a >>> 32), 0), 0xFFFF);
        return (lower | upper << 16) & 0xFFFFFFFFL;
    }

    /** Sums of the products of neighbours among 8 lanes of 8 bits, both signed; no sum of two is too large if b has 7 bits. */
    public static long relaxedDot(long a, long b) {
        long even = mul(Lanes.shrS(Lanes.shl(a, 8, Lanes.I16), 8, Lanes.I16), Lanes.shrS(Lanes.shl(b, 8, Lanes.I16), 8, Lanes.I16));
        long odd = mul(Lanes.shrS(a, 8, Lanes.I16), Lanes.shrS(b, 8, Lanes.I16));
        return Lanes.addSatS(even, odd, Lanes.I16);
    }
}
