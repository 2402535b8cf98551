// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.nio.charset.StandardCharsets;

/** Number literals. Those of 32-bit types come as the low bits of a long. Spec: Text Format, Values. */
final class Numbers {

    /** How a value can't be read. */
    static final class OutOfRange extends Exception {
        private static final long serialVersionUID = 1L;

        OutOfRange() {
            super(null, null, false, false);
        }
    }

    private static final int FLOAT_DIGITS = 24;
    private static final int DOUBLE_DIGITS = 53;

    private Numbers() {
    }

    /** The class of a number literal, or null if it is none. */
    static TokenKind kind(byte[] bytes, int start, int end) {
        int at = start;
        boolean signed = at < end && (bytes[at] == '+' || bytes[at] == '-');
        if (signed) {
            at++;
        }
        if (at >= end) {
            return null;
        }
        if (bytes[at] == 'n' || bytes[at] == 'i') {
            return isSpecial(bytes, at, end) ? TokenKind.FLOAT : null;
        }
        int radix = isHex(bytes, at, end) ? 16 : 10;
        int digits = radix == 16 ? at + 2 : at;
        int next = digits(bytes, digits, end, radix);
        if (next < 0) {
            return null;
        }
        if (next == end) {
            return signed ? TokenKind.INTEGER : TokenKind.NATURAL;
        }
        return isFraction(bytes, next, end, radix) ? TokenKind.FLOAT : null;
    }

    private static boolean isSpecial(byte[] bytes, int at, int end) {
        if (equals(bytes, at, end, "nan") || equals(bytes, at, end, "inf")) {
            return true;
        }
        return end - at > 6 && equals(bytes, at, at + 6, "nan:0x") && digits(bytes, at + 6, end, 16) == end;
    }

    private static boolean equals(byte[] bytes, int at, int end, String word) {
        if (end - at != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(byte[] bytes, int at, int end) {
        return end - at > 2 && bytes[at] == '0' && bytes[at + 1] == 'x';
    }

    /** Where digits with single underscores between them end, or -1 if there are none or an underscore is misplaced. */
    private static int digits(byte[] bytes, int from, int end, int radix) {
        int at = from;
        boolean digitBefore = false;
        for (; at < end; at++) {
            if (Character.digit(bytes[at], radix) >= 0) {
                digitBefore = true;
            } else if (bytes[at] == '_' && digitBefore) {
                digitBefore = false;
            } else {
                break;
            }
        }
        return digitBefore ? at : -1;
    }

    /** Whether a point with digits or an exponent or both is all that is left. */
    private static boolean isFraction(byte[] bytes, int from, int end, int radix) {
        int at = from;
        if (bytes[at] == '.') {
            at++;
            if (at < end && Character.digit(bytes[at], radix) >= 0) {
                at = digits(bytes, at, end, radix);
                if (at < 0) {
                    return false;
                }
            }
            if (at == end) {
                return true;
            }
        }
        if (Character.toLowerCase(bytes[at]) != (radix == 16 ? 'p' : 'e')) {
            return false;
        }
        at++;
        if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
            at++;
        }
        return digits(bytes, at, end, 10) == end;
    }

    /** An integer of {@code bits} bits, unsigned or signed. */
    static long integer(byte[] bytes, int start, int end, int bits) throws OutOfRange {
        boolean negative = bytes[start] == '-';
        boolean signed = negative || bytes[start] == '+';
        long magnitude = unsigned(bytes, signed ? start + 1 : start, end);
        long highest = bits == 64 ? -1 : (1L << bits) - 1;
        long limit = negative ? 1L << (bits - 1) : highest;
        if (Long.compareUnsigned(magnitude, limit) > 0) {
            throw new OutOfRange();
        }
        return negative ? -magnitude : magnitude;
    }

    /** An unsigned number of up to 64 bits. */
    static long unsigned(byte[] bytes, int start, int end) throws OutOfRange {
        int radix = isHex(bytes, start, end) ? 16 : 10;
        long limit = Long.divideUnsigned(-1, radix);
        long value = 0;
        for (int at = radix == 16 ? start + 2 : start; at < end; at++) {
            if (bytes[at] == '_') {
                continue;
            }
            int digit = Character.digit(bytes[at], radix);
            if (Long.compareUnsigned(value, limit) > 0) {
                throw new OutOfRange();
            }
            long next = value * radix + digit;
            if (Long.compareUnsigned(next, value * radix) < 0) {
                throw new OutOfRange();
            }
            value = next;
        }
        return value;
    }

    /** The bits of an f32. */
    static int f32(byte[] bytes, int start, int end) throws OutOfRange {
        int at = bytes[start] == '+' || bytes[start] == '-' ? start + 1 : start;
        int sign = bytes[start] == '-' ? 1 << 31 : 0;
        if (bytes[at] == 'n') {
            return sign | 0x7F800000 | (int) payload(bytes, at, end, FLOAT_DIGITS - 1);
        }
        if (bytes[at] == 'i') {
            return sign | 0x7F800000;
        }
        float value = isHex(bytes, at, end) ? (float) hex(bytes, at + 2, end, FLOAT_DIGITS, Float.MIN_EXPONENT)
                        : Float.parseFloat(decimal(bytes, at, end));
        if (Float.isInfinite(value)) {
            throw new OutOfRange();
        }
        return sign | Float.floatToRawIntBits(value);
    }

    /** The bits of an f64. */
    static long f64(byte[] bytes, int start, int end) throws OutOfRange {
        int at = bytes[start] == '+' || bytes[start] == '-' ? start + 1 : start;
        long sign = bytes[start] == '-' ? 1L << 63 : 0;
        if (bytes[at] == 'n') {
            return sign | 0x7FF0000000000000L | payload(bytes, at, end, DOUBLE_DIGITS - 1);
        }
        if (bytes[at] == 'i') {
            return sign | 0x7FF0000000000000L;
        }
        double value = isHex(bytes, at, end) ? hex(bytes, at + 2, end, DOUBLE_DIGITS, Double.MIN_EXPONENT)
                        : Double.parseDouble(decimal(bytes, at, end));
        if (Double.isInfinite(value)) {
            throw new OutOfRange();
        }
        return sign | Double.doubleToRawLongBits(value);
    }

    private static long payload(byte[] bytes, int at, int end, int bits) throws OutOfRange {
        if (end - at == 3) {
            return 1L << (bits - 1);
        }
        long payload = unsigned(bytes, at + 4, end);
        if (payload == 0 || payload >>> bits != 0) {
            throw new OutOfRange();
        }
        return payload;
    }

    private static String decimal(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.US_ASCII).replace("_", "");
    }

    /**
     * The value of hexadecimal digits with a point and an exponent, rounded once to {@code precision} binary digits, to
     * nearest, ties to even; infinite if it is too large for a double.
     */
    private static double hex(byte[] bytes, int start, int end, int precision, int minExponent) {
        long digits = 0;
        boolean sticky = false;
        boolean fraction = false;
        long exponent = 0;
        int at = start;
        for (; at < end && bytes[at] != 'p' && bytes[at] != 'P'; at++) {
            if (bytes[at] == '.') {
                fraction = true;
            } else if (bytes[at] != '_') {
                if (digits >>> 58 == 0) {
                    digits = digits << 4 | Character.digit(bytes[at], 16);
                    exponent -= fraction ? 4 : 0;
                } else {
                    sticky |= bytes[at] != '0';
                    exponent += fraction ? 0 : 4;
                }
            }
        }
        if (at < end) {
            exponent += exponent(bytes, at + 1, end);
        }
        return digits == 0 ? 0 : round(digits, sticky, exponent, precision, minExponent);
    }

    private static double round(long digits, boolean inexact, long exponent, int precision, int minExponent) {
        int width = Long.SIZE - Long.numberOfLeadingZeros(digits);
        long top = exponent + width - 1;
        if (top > Double.MAX_EXPONENT + 1) {
            return Double.POSITIVE_INFINITY;
        }
        // What is below the smallest subnormal keeps no digit.
        long kept = Math.min(precision, precision + top - minExponent);
        if (kept < 0) {
            return 0;
        }
        int dropped = (int) (width - kept);
        long mantissa = digits;
        if (dropped > 0) {
            boolean half = (digits >>> dropped - 1 & 1) != 0;
            boolean sticky = inexact || (digits & (1L << dropped - 1) - 1) != 0;
            mantissa = digits >>> dropped;
            if (half && (sticky || (mantissa & 1) != 0)) {
                mantissa++;
            }
        }
        long scale = exponent + Math.max(dropped, 0);
        return scale(mantissa, scale, precision);
    }

    private static double scale(long mantissa, long exponent, int precision) {
        double value = Math.scalb((double) mantissa, (int) exponent);
        return precision == FLOAT_DIGITS && value > Float.MAX_VALUE ? Double.POSITIVE_INFINITY : value;
    }

    /** A decimal exponent, cut off far beyond what any float has. */
    private static long exponent(byte[] bytes, int start, int end) {
        boolean negative = bytes[start] == '-';
        long value = 0;
        for (int i = negative || bytes[start] == '+' ? start + 1 : start; i < end; i++) {
            if (bytes[i] != '_') {
                value = Math.min(value * 10 + bytes[i] - '0', 1L << 40);
            }
        }
        return negative ? -value : value;
    }
}
