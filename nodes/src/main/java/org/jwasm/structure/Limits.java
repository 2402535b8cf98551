// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/**
 * The size range of a memory (in pages) or table (in elements), both unsigned 64-bit numbers.
 *
 * <p>Spec: Structure, Types, Limits.
 *
 * @param hasMaximum whether {@code maximum} means anything
 */
public record Limits(long minimum, boolean hasMaximum, long maximum) {

    public static Limits atLeast(long minimum) {
        return new Limits(minimum, false, 0);
    }

    public static Limits between(long minimum, long maximum) {
        return new Limits(minimum, true, maximum);
    }

    /** Whether something of these limits can be imported where {@code other} are declared. Spec: Validation, Matching, Limits. */
    public boolean matches(Limits other) {
        return Long.compareUnsigned(minimum, other.minimum) >= 0
                        && (!other.hasMaximum || hasMaximum && Long.compareUnsigned(maximum, other.maximum) <= 0);
    }

    @Override
    public String toString() {
        String text = Long.toUnsignedString(minimum);
        return hasMaximum ? text + " " + Long.toUnsignedString(maximum) : text;
    }
}
