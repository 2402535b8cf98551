// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

/** Operations on {@code f32}. Spec: Execution, Numerics, Floating-Point Operations. */
public final class F32 {

    private static final int SIGN = 1 << 31;
    private static final int QUIET = 1 << 22;

    private F32() {
    }

    /** The value itself, except that a NaN becomes an arithmetic one. */
    public static float quiet(float value) {
        return value != value ? quietNan(value) : value;
    }

    private static float quietNan(float nan) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(nan) | QUIET);
    }

    /** The value itself, except that a NaN becomes the positive canonical one. Spec: Appendix, Profiles, Deterministic Profile. */
    public static float canonicalNan(float value) {
        return value != value ? Float.NaN : value;
    }

    /** {@code fabs}: clears the sign, of NaNs too. */
    public static float abs(float value) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) & ~SIGN);
    }

    /** {@code fneg}: flips the sign, of NaNs too. */
    public static float neg(float value) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ SIGN);
    }

    /** {@code fcopysign}: the first value with the sign of the second. */
    public static float copysign(float value, float sign) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) & ~SIGN | Float.floatToRawIntBits(sign) & SIGN);
    }

    /** {@code fmin}: a NaN if either is one; -0 is less than +0. */
    public static float min(float left, float right) {
        return left != left || right != right ? firstNan(left, right) : Math.min(left, right);
    }

    /** {@code fmax}: a NaN if either is one; -0 is less than +0. */
    public static float max(float left, float right) {
        return left != left || right != right ? firstNan(left, right) : Math.max(left, right);
    }

    private static float firstNan(float left, float right) {
        return quietNan(left != left ? left : right);
    }

    /** {@code fceil} */
    public static float ceil(float value) {
        return value != value ? quietNan(value) : (float) Math.ceil(value);
    }

    /** {@code ffloor} */
    public static float floor(float value) {
        return value != value ? quietNan(value) : (float) Math.floor(value);
    }

    /** {@code ftrunc} */
    public static float trunc(float value) {
        if (value != value) {
            return quietNan(value);
        }
        return (float) (value < 0 ? Math.ceil(value) : Math.floor(value));
    }

    /** {@code fnearest}: ties to even. */
    public static float nearest(float value) {
        return value != value ? quietNan(value) : (float) Math.rint(value);
    }

    /** {@code fsqrt}: a double has enough digits for its root to round correctly. */
    public static float sqrt(float value) {
        return value != value ? quietNan(value) : (float) Math.sqrt(value);
    }
}
