// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

/** Operations on {@code i32}. Spec: Execution, Numerics, Integer Operations. */
public final class I32 {

    private I32() {
    }

    /** Whether the quotient of {@code idiv_s} is not an {@code i32}. */
    public static boolean quotientOverflows(int dividend, int divisor) {
        return divisor == -1 && dividend == Integer.MIN_VALUE;
    }

    /** {@code idiv_u}; the divisor is not zero. */
    public static int divU(int dividend, int divisor) {
        return Integer.divideUnsigned(dividend, divisor);
    }

    /** {@code irem_u}; the divisor is not zero. */
    public static int remU(int dividend, int divisor) {
        return Integer.remainderUnsigned(dividend, divisor);
    }

    /** {@code irotl}, by the count modulo 32. */
    public static int rotl(int value, int count) {
        return Integer.rotateLeft(value, count);
    }

    /** {@code irotr}, by the count modulo 32. */
    public static int rotr(int value, int count) {
        return Integer.rotateRight(value, count);
    }

    /** {@code iclz}: 32 for zero. */
    public static int clz(int value) {
        return Integer.numberOfLeadingZeros(value);
    }

    /** {@code ictz}: 32 for zero. */
    public static int ctz(int value) {
        return Integer.numberOfTrailingZeros(value);
    }

    /** {@code ipopcnt} */
    public static int popcnt(int value) {
        return Integer.bitCount(value);
    }

    /** {@code ilt_u} */
    public static boolean ltU(int left, int right) {
        return left + Integer.MIN_VALUE < right + Integer.MIN_VALUE;
    }

    /** {@code ile_u} */
    public static boolean leU(int left, int right) {
        return left + Integer.MIN_VALUE <= right + Integer.MIN_VALUE;
    }

    /** {@code iextend8_s} */
    public static int extend8S(int value) {
        return (byte) value;
    }

    /** {@code iextend16_s} */
    public static int extend16S(int value) {
        return (short) value;
    }
}
