// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.Arrays;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;

/** Reads the binary format's encodings of a module that is to be printed. Spec: Binary Format, Values. */
final class ByteCursor {

    private final byte[] bytes;
    private final int end;
    private int at;

    ByteCursor(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** Another cursor at the same place. */
    ByteCursor(ByteCursor other) {
        this(other.bytes, other.at, other.end);
    }

    boolean hasMore() {
        return at < end;
    }

    int at() {
        return at;
    }

    int end() {
        return end;
    }

    /** A cursor at another place of the same bytes. */
    ByteCursor at(int place) {
        return new ByteCursor(bytes, place, end);
    }

    /** A failure that blames the place here. */
    WasmException malformed(String phrase) {
        return WasmException.of(FailureType.MALFORMED, phrase + " at offset 0x" + Integer.toHexString(at));
    }

    int peek() {
        if (at >= end) {
            throw malformed("unexpected end");
        }
        return bytes[at] & 0xFF;
    }

    int u8() {
        int value = peek();
        at++;
        return value;
    }

    int u32() {
        return (int) unsigned(Integer.SIZE);
    }

    /** A count of things that are each a byte at least. */
    int count() {
        long value = unsigned(Integer.SIZE);
        if (value > end - at) {
            throw malformed("unexpected end");
        }
        return (int) value;
    }

    long u64() {
        return unsigned(Long.SIZE);
    }

    private long unsigned(int bits) {
        long value = 0;
        for (int shift = 0; shift < bits; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw malformed("integer representation too long");
    }

    long signed() {
        long value = 0;
        int shift = 0;
        int next;
        do {
            if (shift >= 70) {
                throw malformed("integer representation too long");
            }
            next = u8();
            value |= shift < Long.SIZE ? (long) (next & 0x7F) << shift : 0;
            shift += 7;
        } while (next >= 0x80);
        return shift < Long.SIZE && (next & 0x40) != 0 ? value | -1L << shift : value;
    }

    long littleEndian(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) u8() << 8 * i;
        }
        return value;
    }

    byte[] bytes(int count) {
        if (count < 0 || count > end - at) {
            throw malformed("unexpected end");
        }
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    /** A length and as many bytes. */
    byte[] vector() {
        return bytes(count());
    }

    /** A cursor over the next {@code length} bytes, which this one passes. */
    ByteCursor part(int length) {
        if (length < 0 || length > end - at) {
            throw malformed("unexpected end");
        }
        at += length;
        return new ByteCursor(bytes, at - length, at);
    }
}
