// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;


import com.oracle.truffle.api.nodes.ExplodeLoop;

/** What only 8-bit lanes have, by halves of a vector unless vectors are given. Spec: Execution, Instructions, Vector Instructions. */
public final class I8x16 {

    private static final long ONES = 0x0101010101010101L;

    private I8x16() {
    }

    public static long popcnt(long a) {
        long pairs = a - (a >>> 1 & 0x5555555555555555L);
        long nibbles = (pairs & 0x3333333333333333L) + (pairs >>> 2 & 0x3333333333333333L);
        return nibbles + (nibbles >>> 4) & 0x0F0F0F0F0F0F0F0FL;
    }

    /** The sign bits of the lanes, that of lane 0 lowest. */
    public static int bitmask(long a) {
        // Lane i's bit moves to 56 + i.
        return (int) ((a >>> 7 & ONES) * 0x0102040810204080L >>> 56);
    }

    /** The 4 lanes of 16 bits as the low 4 lanes, within the range of signed numbers. */
    public static long narrowS(long a) {
        long bits = a & Lanes.I16;
        long negative = (bits << 1) - (bits >>> 15);
        // A number fits if the bits from its 8th on are all like its sign.
        long large = ((a ^ negative) & 0x7F807F807F807F80L) + 0x7FFF7FFF7FFF7FFFL & Lanes.I16;
        return pack(a ^ (a ^ negative ^ 0x007F007F007F007FL) & (large << 1) - (large >>> 15));
    }

    /** The 4 signed lanes of 16 bits as the low 4 lanes, within the range of unsigned numbers. */
    public static long narrowU(long a) {
        long bits = a & Lanes.I16;
        long positive = a & ~((bits << 1) - (bits >>> 15));
        long large = (positive & 0x7F007F007F007F00L) + 0x7FFF7FFF7FFF7FFFL & Lanes.I16;
        return pack(positive | (large << 1) - (large >>> 15));
    }

    private static long pack(long a) {
        long pairs = a & 0x00FF00FF00FF00FFL;
        pairs = (pairs | pairs >>> 8) & 0x0000FFFF0000FFFFL;
        return (pairs | pairs >>> 16) & 0xFFFFFFFFL;
    }

    /** The lanes of a vector, of which there are both halves, at the indices, zero where an index is too large. */
    @ExplodeLoop
    public static long swizzle(long low, long high, long indices) {
        long picked = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            int index = (int) (indices >>> shift) & 0xFF;
            // A shift takes its distance modulo 64, that is, the index modulo 8.
            long half = (index & 8) == 0 ? low : high;
            long lane = index < 16 ? half >>> index * Byte.SIZE & 0xFF : 0;
            picked |= lane << shift;
        }
        return picked;
    }
}
