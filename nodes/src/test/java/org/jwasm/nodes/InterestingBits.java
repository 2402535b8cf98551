// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Bits of numbers: those at which integer, float and conversion instructions change their behaviour, and any others. */
public final class InterestingBits {

    private static final double[] NUMBERS = {
        0.0, 0.1, 0.5, 0.9999999999999999, 1.0, 1.5, 2.0, 2.5, 3.0, 4.5, 1e10, 0x1p23, 0x1p24, 0x1p31, 0x1p31 - 0.5,
        0x1p31 - 128, 0x1p31 + 1, 0x1p32, 0x1p32 - 1, 0x1p32 - 0.5, 0x1p32 - 256, 0x1p52, 0x1p52 + 0.5, 0x1p53, 0x1p53 + 1,
        0x1p63, 0x1p63 - 1024, 0x1p63 - 0x1p39, 0x1p64, 0x1p64 - 2048, 0x1p64 - 0x1p40, Double.MIN_VALUE, Double.MIN_NORMAL,
        Double.MAX_VALUE, Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, 0x1.fffffefffffffp127, 0x1.ffffffp127,
        0x1p-150, 0x1.8p-150, Double.POSITIVE_INFINITY};
    private static final long[] INTEGERS = {
        0, 1, 2, 3, 7, 8, 31, 32, 33, 63, 64, 65, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFFL, 0x80000000L,
        0x80000001L, 0xFFFFFFFFL, 0x100000000L, 0x20000000000001L, 0x7FFFFFFFFFFFFFFFL, 0x8000000000000000L,
        0x8000000000000001L, 0x8000000000000400L, 0x8000008000000000L, 0x8000008000000001L, 0xFFFFFF8000000000L};
    private static final long[] F32_NANS = {
        0x7FC00000L, 0xFFC00000L, 0x7F800001L, 0xFFA12345L, 0x7FFFFFFFL};
    private static final long[] F64_NANS = {
        0x7FF8000000000000L, 0xFFF8000000000000L, 0x7FF0000000000001L, 0xFFF4123456789ABCL, 0x7FFFFFFFFFFFFFFFL,
        0x7FF0000020000000L};

    private InterestingBits() {
    }

    /** Bits of a type, given by its letter in signatures. */
    public static List<Long> of(char type) {
        List<Long> all = new ArrayList<>();
        if (type == 'i' || type == 'l') {
            for (long value : INTEGERS) {
                all.add(value);
                all.add(-value);
            }
            return all;
        }
        for (double value : NUMBERS) {
            all.add(type == 'f' ? Integer.toUnsignedLong(Float.floatToRawIntBits((float) value)) : Double.doubleToRawLongBits(value));
            all.add(type == 'f' ? Integer.toUnsignedLong(Float.floatToRawIntBits((float) -value)) : Double.doubleToRawLongBits(-value));
        }
        for (long value : type == 'f' ? F32_NANS : F64_NANS) {
            all.add(value);
        }
        return all;
    }

    /** Bits of a type: interesting ones or any. */
    public static Arbitrary<Long> arbitrary(char type) {
        return Arbitraries.oneOf(Arbitraries.of(of(type)), Arbitraries.longs(), Arbitraries.longs().between(-64, 64));
    }
}
