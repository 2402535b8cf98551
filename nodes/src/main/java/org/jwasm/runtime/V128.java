// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.nio.ByteOrder;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidBufferOffsetException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * A vector of 128 bits, for hosts a read-only buffer of 16 bytes. Spec: Structure, Values, Vectors.
 *
 * <p>Bits 0 to 63 are in the lower half, lane 0 of any shape in its lowest bits. Two longs take no allocation in compiled
 * code, since no instruction looks at the identity.
 */
@ExportLibrary(InteropLibrary.class)
public final class V128 implements TruffleObject {

    /** In bytes. */
    public static final int SIZE = 16;

    private final long low;
    private final long high;

    public V128(long low, long high) {
        this.low = low;
        this.high = high;
    }

    /**
     * The vector of the bytes of a buffer.
     *
     * @throws UnsupportedMessageException if it is none of 16 bytes
     */
    static V128 ofBuffer(Object buffer, InteropLibrary interop) throws UnsupportedMessageException {
        if (!interop.hasBufferElements(buffer) || interop.getBufferSize(buffer) != SIZE) {
            throw UnsupportedMessageException.create();
        }
        try {
            return new V128(interop.readBufferLong(buffer, ByteOrder.LITTLE_ENDIAN, 0), interop.readBufferLong(buffer, ByteOrder.LITTLE_ENDIAN, 8));
        } catch (InvalidBufferOffsetException e) {
            throw UnsupportedMessageException.create(e);
        }
    }

    /** Bits 0 to 63. */
    public long low() {
        return low;
    }

    /** Bits 64 to 127. */
    public long high() {
        return high;
    }

    /** The {@code width} bytes at an offset, as an unsigned number unless there are 8 of them. */
    private long bits(ByteOrder order, long offset, int width) throws InvalidBufferOffsetException {
        if (offset < 0 || offset > SIZE - width) {
            throw InvalidBufferOffsetException.create(offset, width);
        }
        int shift = (int) offset * Byte.SIZE;
        long value = shift == 0 ? low : shift < Long.SIZE ? low >>> shift | high << Long.SIZE - shift : high >>> shift - Long.SIZE;
        int unused = Long.SIZE - width * Byte.SIZE;
        return order == ByteOrder.LITTLE_ENDIAN ? value << unused >>> unused : Long.reverseBytes(value) >>> unused;
    }

    @ExportMessage
    boolean hasBufferElements() {
        return true;
    }

    @ExportMessage
    long getBufferSize() {
        return SIZE;
    }

    @ExportMessage
    void readBuffer(long offset, byte[] destination, int destinationOffset, int length) throws InvalidBufferOffsetException {
        if (length < 0 || offset < 0 || offset > SIZE - length) {
            throw InvalidBufferOffsetException.create(offset, length);
        }
        for (int i = 0; i < length; i++) {
            destination[destinationOffset + i] = readBufferByte(offset + i);
        }
    }

    @ExportMessage
    byte readBufferByte(long offset) throws InvalidBufferOffsetException {
        return (byte) bits(ByteOrder.LITTLE_ENDIAN, offset, Byte.BYTES);
    }

    @ExportMessage
    short readBufferShort(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return (short) bits(order, offset, Short.BYTES);
    }

    @ExportMessage
    int readBufferInt(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return (int) bits(order, offset, Integer.BYTES);
    }

    @ExportMessage
    long readBufferLong(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return bits(order, offset, Long.BYTES);
    }

    @ExportMessage
    float readBufferFloat(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return Float.intBitsToFloat(readBufferInt(order, offset));
    }

    @ExportMessage
    double readBufferDouble(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return Double.longBitsToDouble(readBufferLong(order, offset));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof V128 vector && vector.low == low && vector.high == high;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(low) * 31 + Long.hashCode(high);
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return toString();
    }

    /** As the text format writes it. */
    @Override
    public String toString() {
        return String.format("i64x2 0x%016x 0x%016x", low, high);
    }
}
