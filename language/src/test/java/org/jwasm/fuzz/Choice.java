// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Random decisions, and numbers that are more interesting than random ones. */
final class Choice {

    private static final int[] INTS = {0, 1, -1, 2, 7, 8, 31, 32, 127, 128, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x10000,
        Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE + 1, 0x55555555};
    private static final long[] LONGS = {0, 1, -1, 2, 63, 64, 127, 255, 0x8000, 0xFFFF, 0x7FFFFFFFL, 0x80000000L, 0xFFFFFFFFL,
        0x100000000L, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE + 1, -0x80000001L};
    private static final float[] FLOATS = {0f, -0f, 1f, -1f, 0.5f, -0.5f, 1.5f, 2.5f, 3.7f, -3.7f, Float.MIN_VALUE, -Float.MIN_NORMAL,
        Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 0x1p31f, -0x1p31f, 0x1p32f, 0x1p63f, 0x1.fffffep62f};
    private static final double[] DOUBLES = {0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, 3.7, -3.7, Double.MIN_VALUE, -Double.MIN_NORMAL,
        Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 0x1p31, -0x1p31 - 1, 0x1p32, 0x1p63, -0x1p63,
        0x1p64, 1.0000000596046448, 4294967295.5};

    private final SplittableRandom random;

    Choice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** From 0 to {@code bound - 1}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Both bounds are possible. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T of(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    long anyLong() {
        return random.nextLong();
    }

    /** Bits of a number type, as a long; those of a NaN are canonical. */
    long bits(char type) {
        return switch (type) {
            case 'i' -> intBits();
            case 'l' -> longBits();
            case 'f' -> Float.floatToIntBits(chance(70) ? FLOATS[below(FLOATS.length)] : chance(50) ? Float.intBitsToFloat(random.nextInt())
                            : intBits());
            default -> Double.doubleToLongBits(chance(70) ? DOUBLES[below(DOUBLES.length)]
                            : chance(50) ? Double.longBitsToDouble(random.nextLong()) : longBits());
        };
    }

    private int intBits() {
        int kind = below(10);
        return kind < 6 ? INTS[below(INTS.length)] : kind < 8 ? between(-20, 100) : random.nextInt();
    }

    private long longBits() {
        int kind = below(10);
        return kind < 6 ? LONGS[below(LONGS.length)] : kind < 8 ? between(-20, 100) : random.nextLong();
    }
}
