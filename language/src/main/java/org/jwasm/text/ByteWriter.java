// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.Arrays;

/** A growing row of bytes in the binary format's encodings. Spec: Binary Format, Values. */
final class ByteWriter {

    private byte[] bytes;
    private int size;

    ByteWriter() {
        this(64);
    }

    ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Forgets all bytes from {@code newSize} on. */
    void truncate(int newSize) {
        size = newSize;
    }

    void write(int value) {
        if (size == bytes.length) {
            grow(1);
        }
        bytes[size++] = (byte) value;
    }

    void write(byte[] source) {
        write(source, 0, source.length);
    }

    void write(byte[] source, int from, int length) {
        if (bytes.length - size < length) {
            grow(length);
        }
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    void write(ByteWriter source) {
        write(source.bytes, 0, source.size);
    }

    /** Moves the bytes of {@code source} from {@code from} on to the end of this one. */
    void moveFrom(ByteWriter source, int from) {
        write(source.bytes, from, source.size - from);
        source.size = from;
    }

    /** An unsigned LEB128 number, of up to 64 bits. */
    void unsigned(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        write((int) rest);
    }

    /** A signed LEB128 number. */
    void signed(long value) {
        long rest = value;
        while (rest < -0x40 || rest >= 0x40) {
            write((int) (rest & 0x7F) | 0x80);
            rest >>= 7;
        }
        write((int) (rest & 0x7F));
    }

    /** The low {@code count} bytes of {@code value}, the lowest first. */
    void littleEndian(long value, int count) {
        for (int i = 0; i < count; i++) {
            write((int) (value >>> (8 * i)));
        }
    }

    /** A vector of bytes: its length and its content. */
    void vector(byte[] content) {
        unsigned(content.length);
        write(content);
    }

    /** The length of {@code content} and {@code content}. */
    void sized(ByteWriter content) {
        unsigned(content.size);
        write(content);
    }

    private void grow(int more) {
        int needed = Math.addExact(size, more);
        bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 16L, bytes.length * 2L)));
    }
}
