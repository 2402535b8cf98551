// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over a range of a module's bytes. Spec: Binary Format, Values.
 *
 * <p>Everything that reads throws {@link ModuleError} if the bytes end too soon or are no value of the kind asked for.
 * Unsigned numbers come as the bits of a signed Java number.
 */
public class ByteReader {

    private final byte[] bytes;
    private int position;
    private int end;

    public ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        move(start, end);
    }

    public final byte[] bytes() {
        return bytes;
    }

    /** The offset of the next byte in the whole module. */
    public final int position() {
        return position;
    }

    /** The offset behind the last byte to read. */
    public final int end() {
        return end;
    }

    public final int remaining() {
        return end - position;
    }

    public final boolean atEnd() {
        return position >= end;
    }

    /** Continues at {@code newPosition}, within the same end. */
    public final void seek(int newPosition) {
        position = newPosition;
    }

    /** Continues with another range. */
    public final void move(int newStart, int newEnd) {
        assert newStart >= 0 && newStart <= newEnd && newEnd <= bytes.length;
        position = newStart;
        end = newEnd;
    }

    public final int readByte() {
        int at = position;
        if (at >= end) {
            throw unexpectedEnd();
        }
        position = at + 1;
        return bytes[at] & 0xFF;
    }

    /** The next byte, which stays the next one. */
    public final int peekByte() {
        if (position >= end) {
            throw unexpectedEnd();
        }
        return bytes[position] & 0xFF;
    }

    /** Passes {@code count} bytes; {@code count} is unsigned. */
    public final void skip(int count) {
        if (Integer.compareUnsigned(count, end - position) > 0) {
            throw unexpectedEnd();
        }
        position += count;
    }

    /** An unsigned 32-bit LEB128 number. */
    public final int readU32() {
        int at = position;
        if (at < end) {
            byte first = bytes[at];
            if (first >= 0) {
                position = at + 1;
                return first;
            }
            if (at + 1 < end) {
                byte second = bytes[at + 1];
                if (second >= 0) {
                    position = at + 2;
                    return first & 0x7F | second << 7;
                }
            }
        }
        return (int) readUnsigned(32);
    }

    /** An unsigned 64-bit LEB128 number. */
    public final long readU64() {
        int at = position;
        if (at < end && bytes[at] >= 0) {
            position = at + 1;
            return bytes[at];
        }
        return readUnsigned(64);
    }

    /** A signed 32-bit LEB128 number. */
    public final int readI32() {
        int at = position;
        if (at < end && bytes[at] >= 0) {
            position = at + 1;
            return bytes[at] << 25 >> 25;
        }
        return (int) readSigned(32);
    }

    /** A signed 64-bit LEB128 number. */
    public final long readI64() {
        int at = position;
        if (at < end && bytes[at] >= 0) {
            position = at + 1;
            return bytes[at] << 25 >> 25;
        }
        return readSigned(64);
    }

    /** A signed 33-bit LEB128 number, as type indices among other things are written. */
    public final long readI33() {
        return readSigned(33);
    }

    /** The four bytes of a little-endian number, such as an f32. */
    public final int readFixed32() {
        need(4);
        int at = position;
        position = at + 4;
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    /** The eight bytes of a little-endian number, such as an f64. */
    public final long readFixed64() {
        need(8);
        long low = readFixed32() & 0xFFFFFFFFL;
        return low | (long) readFixed32() << 32;
    }

    /** A name: its length in bytes, then UTF-8. */
    public final String readName() {
        int length = readU32();
        int start = position;
        if (Integer.compareUnsigned(length, end - start) > 0) {
            throw ModuleError.malformed("length out of bounds", start);
        }
        position = start + length;
        for (int at = start; at < position; at++) {
            if (bytes[at] < 0) {
                return decodeUtf8(start, length);
            }
        }
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    private String decodeUtf8(int start, int length) {
        try {
            // A fresh decoder reports what is malformed instead of replacing it.
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length)).toString();
        } catch (CharacterCodingException e) {
            throw ModuleError.malformed("malformed UTF-8 encoding", start);
        }
    }

    private long readUnsigned(int bits) {
        int start = position;
        long result = 0;
        int shift = 0;
        while (true) {
            int next = readByte();
            int left = bits - shift;
            if (left < 7 && (next & 0x7F) >>> left != 0) {
                throw ModuleError.malformed("integer too large", start);
            }
            result |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return result;
            }
            shift += 7;
            if (shift >= bits) {
                throw ModuleError.malformed("integer representation too long", start);
            }
        }
    }

    private long readSigned(int bits) {
        int start = position;
        long result = 0;
        int shift = 0;
        while (true) {
            int next = readByte();
            int left = bits - shift;
            if (left < 7) {
                // What exceeds the width must repeat the sign.
                int excess = -1 << left - 1 & 0x7F;
                if ((next & excess) != 0 && (next & excess) != excess) {
                    throw ModuleError.malformed("integer too large", start);
                }
            }
            result |= (long) (next & 0x7F) << shift;
            shift += 7;
            if (next < 0x80) {
                int unused = Math.max(0, 64 - shift);
                return result << unused >> unused;
            }
            if (shift >= bits) {
                throw ModuleError.malformed("integer representation too long", start);
            }
        }
    }

    private void need(int count) {
        if (end - position < count) {
            throw unexpectedEnd();
        }
    }

    private ModuleError unexpectedEnd() {
        return ModuleError.malformed("unexpected end of section or function", end);
    }
}
