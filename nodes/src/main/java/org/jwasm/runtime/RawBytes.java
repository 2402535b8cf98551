package org.jwasm.runtime;

import java.lang.reflect.Field;
import java.nio.ByteOrder;

import sun.misc.Unsafe;

/**
 * Unchecked little-endian access to byte arrays. Every caller has checked the bounds: this is the only class of the
 * project that could read or write outside of an array.
 */
@SuppressWarnings("removal")
final class RawBytes {

    private static final Unsafe UNSAFE = unsafe();
    private static final long BASE = UNSAFE.arrayBaseOffset(byte[].class);
    private static final boolean REVERSE = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    private RawBytes() {
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
}
