// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

import sun.misc.Unsafe;

/**
 * Unchecked little-endian access to byte arrays and, where null stands in the place of one, to memory outside of the heap.
 * Every caller has checked the bounds: this is the only class of the project that could read or write outside of an array.
 */
@SuppressWarnings("removal")
final class RawBytes {

    private static final Unsafe UNSAFE = unsafe();
    private static final long BASE = UNSAFE.arrayBaseOffset(byte[].class);
    /** Whether hardware can access the longs of an array atomically; with small object headers it can't, and a lock replaces it. */
    private static final boolean ALIGNED_LONGS = BASE % Long.BYTES == 0;
    private static final boolean REVERSE = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    private RawBytes() {
    }

    /** An object of a class that has no constructor. */
    static Object allocate(Class<?> type) {
        try {
            return UNSAFE.allocateInstance(type);
        } catch (InstantiationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Unsafe unsafe() {
        try {
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Unsafe) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The index of a direct buffer's first byte, to be used with null in the place of an array. */
    static long indexOf(ByteBuffer buffer) {
        return MemorySegment.ofBuffer(buffer).address() - BASE;
    }

    static byte getByte(byte[] bytes, long index) {
        return UNSAFE.getByte(bytes, BASE + index);
    }

    static short getShort(byte[] bytes, long index) {
        short value = UNSAFE.getShort(bytes, BASE + index);
        return REVERSE ? Short.reverseBytes(value) : value;
    }

    static int getInt(byte[] bytes, long index) {
        int value = UNSAFE.getInt(bytes, BASE + index);
        return REVERSE ? Integer.reverseBytes(value) : value;
    }

    static long getLong(byte[] bytes, long index) {
        long value = UNSAFE.getLong(bytes, BASE + index);
        return REVERSE ? Long.reverseBytes(value) : value;
    }

    static float getFloat(byte[] bytes, long index) {
        return REVERSE ? Float.intBitsToFloat(getInt(bytes, index)) : UNSAFE.getFloat(bytes, BASE + index);
    }

    static double getDouble(byte[] bytes, long index) {
        return REVERSE ? Double.longBitsToDouble(getLong(bytes, index)) : UNSAFE.getDouble(bytes, BASE + index);
    }

    static void putByte(byte[] bytes, long index, byte value) {
        UNSAFE.putByte(bytes, BASE + index, value);
    }

    static void putShort(byte[] bytes, long index, short value) {
        UNSAFE.putShort(bytes, BASE + index, REVERSE ? Short.reverseBytes(value) : value);
    }

    static void putInt(byte[] bytes, long index, int value) {
        UNSAFE.putInt(bytes, BASE + index, REVERSE ? Integer.reverseBytes(value) : value);
    }

    static void putLong(byte[] bytes, long index, long value) {
        UNSAFE.putLong(bytes, BASE + index, REVERSE ? Long.reverseBytes(value) : value);
    }

    static void putFloat(byte[] bytes, long index, float value) {
        if (REVERSE) {
            putInt(bytes, index, Float.floatToRawIntBits(value));
        } else {
            UNSAFE.putFloat(bytes, BASE + index, value);
        }
    }

    static void putDouble(byte[] bytes, long index, double value) {
        if (REVERSE) {
            putLong(bytes, index, Double.doubleToRawLongBits(value));
        } else {
            UNSAFE.putDouble(bytes, BASE + index, value);
        }
    }

    static byte getByteVolatile(byte[] bytes, long index) {
        return UNSAFE.getByteVolatile(bytes, BASE + index);
    }

    static short getShortVolatile(byte[] bytes, long index) {
        short value = UNSAFE.getShortVolatile(bytes, BASE + index);
        return REVERSE ? Short.reverseBytes(value) : value;
    }

    static int getIntVolatile(byte[] bytes, long index) {
        int value = UNSAFE.getIntVolatile(bytes, BASE + index);
        return REVERSE ? Integer.reverseBytes(value) : value;
    }

    static long getLongVolatile(byte[] bytes, long index) {
        if (!ALIGNED_LONGS && bytes != null) {
            return getLongLocked(bytes, index);
        }
        long value = UNSAFE.getLongVolatile(bytes, BASE + index);
        return REVERSE ? Long.reverseBytes(value) : value;
    }

    static void putByteVolatile(byte[] bytes, long index, byte value) {
        UNSAFE.putByteVolatile(bytes, BASE + index, value);
    }

    static void putShortVolatile(byte[] bytes, long index, short value) {
        UNSAFE.putShortVolatile(bytes, BASE + index, REVERSE ? Short.reverseBytes(value) : value);
    }

    static void putIntVolatile(byte[] bytes, long index, int value) {
        UNSAFE.putIntVolatile(bytes, BASE + index, REVERSE ? Integer.reverseBytes(value) : value);
    }

    static void putLongVolatile(byte[] bytes, long index, long value) {
        if (ALIGNED_LONGS || bytes == null) {
            UNSAFE.putLongVolatile(bytes, BASE + index, REVERSE ? Long.reverseBytes(value) : value);
        } else {
            putLongLocked(bytes, index, value);
        }
    }

    static boolean compareAndSetInt(byte[] bytes, long index, int expected, int value) {
        return REVERSE ? UNSAFE.compareAndSwapInt(bytes, BASE + index, Integer.reverseBytes(expected), Integer.reverseBytes(value))
                        : UNSAFE.compareAndSwapInt(bytes, BASE + index, expected, value);
    }

    static boolean compareAndSetLong(byte[] bytes, long index, long expected, long value) {
        if (!ALIGNED_LONGS && bytes != null) {
            return compareAndSetLongLocked(bytes, index, expected, value);
        }
        return REVERSE ? UNSAFE.compareAndSwapLong(bytes, BASE + index, Long.reverseBytes(expected), Long.reverseBytes(value))
                        : UNSAFE.compareAndSwapLong(bytes, BASE + index, expected, value);
    }

    @TruffleBoundary
    private static long getLongLocked(byte[] bytes, long index) {
        synchronized (bytes) {
            return getLong(bytes, index);
        }
    }

    @TruffleBoundary
    private static void putLongLocked(byte[] bytes, long index, long value) {
        synchronized (bytes) {
            putLong(bytes, index, value);
        }
    }

    @TruffleBoundary
    private static boolean compareAndSetLongLocked(byte[] bytes, long index, long expected, long value) {
        synchronized (bytes) {
            boolean equal = getLong(bytes, index) == expected;
            if (equal) {
                putLong(bytes, index, value);
            }
            return equal;
        }
    }
}
