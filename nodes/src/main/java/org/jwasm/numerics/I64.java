// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

/** Operations on {@code i64}. Spec: Execution, Numerics, Integer Operations. */
public final class I64 {

    private I64() {
    }

    /** Whether the quotient of {@code idiv_s} is not an {@code i64}. */
    public static boolean quotientOverflows(long dividend, long divisor) {
        return divisor == -1 && dividend == Long.MIN_VALUE;
    }

    /** {@code idiv_u}; the divisor is not zero. */
    public static long divU(long dividend, long divisor) {
        return Long.divideUnsigned(dividend, divisor);
    }

    /** {@code irem_u}; the divisor is not zero. */
    public static long remU(long dividend, long divisor) {
        return Long.remainderUnsigned(dividend, divisor);
    }

    /** {@code irotl}, by the count modulo 64. */
    public static long rotl(long value, long count) {
        return Long.rotateLeft(value, (int) count);
    }

    /** {@code irotr}, by the count modulo 64. */
    public static long rotr(long value, long count) {
        return Long.rotateRight(value, (int) count);
    }

    /** {@code iclz}: 64 for zero. */
    public static long clz(long value) {
        return Long.numberOfLeadingZeros(value);
    }

    /** {@code ictz}: 64 for zero. */
    public static long ctz(long value) {
        return Long.numberOfTrailingZeros(value);
    }

    /** {@code ipopcnt} */
    public static long popcnt(long value) {
        return Long.bitCount(value);
    }

    /** {@code ilt_u} */
    public static boolean ltU(long left, long right) {
        return left + Long.MIN_VALUE < right + Long.MIN_VALUE;
    }

    /** {@code ile_u} */
    public static boolean leU(long left, long right) {
        return left + Long.MIN_VALUE <= right + Long.MIN_VALUE;
    }

    /** {@code iextend8_s} */
    public static long extend8S(long value) {
        return (byte) value;
    }

    /** {@code iextend16_s} */
    public static long extend16S(long value) {
        return (short) value;
    }

    /** {@code iextend32_s} */
    public static long extend32S(long value) {
        return (int) value;
    }
}
