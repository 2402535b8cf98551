// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

/** 64-bit lanes, by halves of a vector: each is one lane. Spec: Execution, Instructions, Vector Instructions. */
public final class I64x2 {

    private I64x2() {
    }

    private static long mask(boolean condition) {
        return condition ? -1 : 0;
    }

    public static long add(long a, long b) {
        return a + b;
    }

    public static long sub(long a, long b) {
        return a - b;
    }

    public static long mul(long a, long b) {
        return a * b;
    }

    public static long eq(long a, long b) {
        return mask(a == b);
    }

    public static long ne(long a, long b) {
        return mask(a != b);
    }

    public static long ltS(long a, long b) {
        return mask(a < b);
    }

    public static long gtS(long a, long b) {
        return mask(a > b);
    }

    public static long leS(long a, long b) {
        return mask(a <= b);
    }

    public static long geS(long a, long b) {
        return mask(a >= b);
    }

    /** The sign bit. */
    public static int bitmask(long a) {
        return (int) (a >>> 63);
    }

    /** A lane of 32 bits, sign-extended. */
    public static long extendS(int lane) {
        return lane;
    }

    /** A lane of 32 bits, zero-extended. */
    public static long extendU(int lane) {
        return lane & 0xFFFFFFFFL;
    }
}
