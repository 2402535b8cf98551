// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

/**
 * Atomic little-endian access to byte arrays whose length is a multiple of 8, at indices that are multiples of the width;
 * null in the place of an array is as in {@link RawBytes}. Every caller has checked the bounds. Values come as the low bytes of a long.
 */
final class AtomicBytes {

    private AtomicBytes() {
    }

    static long get(byte[] bytes, long index, int width) {
        return switch (width) {
            case 1 -> RawBytes.getByteVolatile(bytes, index) & 0xFF;
            case 2 -> RawBytes.getShortVolatile(bytes, index) & 0xFFFF;
            case 4 -> RawBytes.getIntVolatile(bytes, index) & 0xFFFF_FFFFL;
            default -> RawBytes.getLongVolatile(bytes, index);
        };
    }

    static void put(byte[] bytes, long index, int width, long value) {
        switch (width) {
            case 1 -> RawBytes.putByteVolatile(bytes, index, (byte) value);
            case 2 -> RawBytes.putShortVolatile(bytes, index, (short) value);
            case 4 -> RawBytes.putIntVolatile(bytes, index, (int) value);
            default -> RawBytes.putLongVolatile(bytes, index, value);
        }
    }

    static long modify(byte[] bytes, long index, int width, AtomicOperation operation, long operand) {
        while (true) {
            long before = get(bytes, index, width);
            if (replace(bytes, index, width, before, operation.apply(before, operand))) {
                return before;
            }
        }
    }

    static long compareExchange(byte[] bytes, long index, int width, long expected, long replacement) {
        long wrapped = expected & -1L >>> Long.SIZE - width * Byte.SIZE;
        while (true) {
            long before = get(bytes, index, width);
            if (before != wrapped || replace(bytes, index, width, before, replacement)) {
                return before;
            }
        }
    }

    /** Puts {@code after} in the place of {@code before}; false if that was not there any more. */
    private static boolean replace(byte[] bytes, long index, int width, long before, long after) {
        return switch (width) {
            case 8 -> RawBytes.compareAndSetLong(bytes, index, before, after);
            case 4 -> RawBytes.compareAndSetInt(bytes, index, (int) before, (int) after);
            default -> replaceInWord(bytes, index, width, (int) before, (int) after);
        };
    }

    /** The same for a part of a word; false also if another part of it changed meanwhile. */
    private static boolean replaceInWord(byte[] bytes, long index, int width, int before, int after) {
        long wordIndex = index & ~3L;
        int shift = (int) (index & 3) * Byte.SIZE;
        int mask = (1 << width * Byte.SIZE) - 1 << shift;
        int word = RawBytes.getIntVolatile(bytes, wordIndex);
        return (word & mask) == before << shift && RawBytes.compareAndSetInt(bytes, wordIndex, word, word & ~mask | after << shift & mask);
    }

    @TruffleBoundary
    static long getSlow(byte[] bytes, long index, int width) {
        return get(bytes, index, width);
    }

    @TruffleBoundary
    static void putSlow(byte[] bytes, long index, int width, long value) {
        put(bytes, index, width, value);
    }

    @TruffleBoundary
    static long modifySlow(byte[] bytes, long index, int width, AtomicOperation operation, long operand) {
        return modify(bytes, index, width, operation, operand);
    }

    @TruffleBoundary
    static long compareExchangeSlow(byte[] bytes, long index, int width, long expected, long replacement) {
        return compareExchange(bytes, index, width, expected, replacement);
    }
}
