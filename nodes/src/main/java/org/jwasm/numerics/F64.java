// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

/** Operations on {@code f64}. Spec: Execution, Numerics, Floating-Point Operations. */
public final class F64 {

    private static final long SIGN = 1L << 63;
    private static final long QUIET = 1L << 51;

    private F64() {
    }

    /** The value itself, except that a NaN becomes an arithmetic one. */
    public static double quiet(double value) {
        return value != value ? quietNan(value) : value;
    }

    private static double quietNan(double nan) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(nan) | QUIET);
    }

    /** The value itself, except that a NaN becomes the positive canonical one. Spec: Appendix, Profiles, Deterministic Profile. */
    public static double canonicalNan(double value) {
        return value != value ? Double.NaN : value;
    }

    /** {@code fabs}: clears the sign, of NaNs too. */
    public static double abs(double value) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & ~SIGN);
    }

    /** {@code fneg}: flips the sign, of NaNs too. */
    public static double neg(double value) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ SIGN);
    }

    /** {@code fcopysign}: the first value with the sign of the second. */
    public static double copysign(double value, double sign) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & ~SIGN | Double.doubleToRawLongBits(sign) & SIGN);
    }

    /** {@code fmin}: a NaN if either is one; -0 is less than +0. */
    public static double min(double left, double right) {
        return left != left || right != right ? firstNan(left, right) : Math.min(left, right);
    }

    /** {@code fmax}: a NaN if either is one; -0 is less than +0. */
    public static double max(double left, double right) {
        return left != left || right != right ? firstNan(left, right) : Math.max(left, right);
    }

    private static double firstNan(double left, double right) {
        return quietNan(left != left ? left : right);
    }

    /** {@code fceil} */
    public static double ceil(double value) {
        return value != value ? quietNan(value) : Math.ceil(value);
    }

    /** {@code ffloor} */
    public static double floor(double value) {
        return value != value ? quietNan(value) : Math.floor(value);
    }

    /** {@code ftrunc} */
    public static double trunc(double value) {
        if (value != value) {
            return quietNan(value);
        }
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    /** {@code fnearest}: ties to even. */
    public static double nearest(double value) {
        return value != value ? quietNan(value) : Math.rint(value);
    }

    /** {@code fsqrt} */
    public static double sqrt(double value) {
        return value != value ? quietNan(value) : Math.sqrt(value);
    }
}
