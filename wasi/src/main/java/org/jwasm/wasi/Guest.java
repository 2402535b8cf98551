// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.jwasm.runtime.WasmMemory;

/**
 * The memory of the calling module. Pointers and lengths are 32-bit numbers as the guest passed them; whatever is out of bounds
 * fails with FAULT. Alignment is not required.
 */
final class Guest {

    private static final int MAX_PATH = 1 << 16;

    private final WasmMemory memory;
    private final Snapshot layout;

    /** @param memory null if the module has none */
    Guest(WasmMemory memory, Snapshot layout) {
        this.memory = memory;
        this.layout = layout;
    }

    boolean is(WasmMemory calling, Snapshot called) {
        return memory == calling && layout == called;
    }

    /** How its structures lie in memory. */
    Snapshot layout() {
        return layout;
    }

    /** An i32 argument as an address or size. */
    static long unsigned(long argument) {
        return argument & 0xFFFF_FFFFL;
    }

    /** The address of a range, after it was found to be in bounds. */
    long range(long pointer, long length) throws WasiException {
        long address = pointer & 0xFFFF_FFFFL;
        if (memory == null || !memory.inBounds(address, length)) {
            throw new WasiException(Errno.FAULT);
        }
        return address;
    }

    /** The array that has a range that was found to be in bounds, at the same index, until the memory grows; null if it lies elsewhere. */
    byte[] array(long address, long length) {
        return memory.array(address, length);
    }

    int loadByte(long pointer) throws WasiException {
        return memory.loadByte(range(pointer, 1), null) & 0xFF;
    }

    int loadShort(long pointer) throws WasiException {
        return memory.loadShort(range(pointer, 2), null) & 0xFFFF;
    }

    int loadInt(long pointer) throws WasiException {
        return memory.loadInt(range(pointer, 4), null);
    }

    long loadLong(long pointer) throws WasiException {
        return memory.loadLong(range(pointer, 8), null);
    }

    void storeByte(long pointer, int value) throws WasiException {
        memory.storeByte(range(pointer, 1), (byte) value, null);
    }

    void storeShort(long pointer, int value) throws WasiException {
        memory.storeShort(range(pointer, 2), (short) value, null);
    }

    void storeInt(long pointer, long value) throws WasiException {
        memory.storeInt(range(pointer, 4), (int) value, null);
    }

    void storeLong(long pointer, long value) throws WasiException {
        memory.storeLong(range(pointer, 8), value, null);
    }

    void write(long pointer, byte[] bytes, int start, int length) throws WasiException {
        memory.write(range(pointer, length), bytes, start, length, null);
    }

    void read(long pointer, byte[] bytes, int start, int length) throws WasiException {
        memory.read(range(pointer, length), bytes, start, length, null);
    }

    /** Copies bytes from a range of memory into a buffer, wherever that has its position. */
    void read(long pointer, ByteBuffer target, int start, int length) throws WasiException {
        memory.read(range(pointer, length), target, start, length, null);
    }

    /** Copies bytes of a buffer, wherever that has its position, into a range of memory. */
    void write(long pointer, ByteBuffer source, int start, int length) throws WasiException {
        memory.write(range(pointer, length), source, start, length, null);
    }

    private static String decode(byte[] bytes) throws WasiException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new WasiException(Errno.ILSEQ);
        }
    }

    /** Whether all are ASCII, where nothing can be malformed, and none is NUL. */
    private static boolean isPlain(byte[] bytes) {
        for (byte b : bytes) {
            if (b <= 0) {
                return false;
            }
        }
        return true;
    }

    /** A path: UTF-8 without NUL, else ILSEQ or INVAL. */
    String path(long pointer, long length) throws WasiException {
        long size = unsigned(length);
        range(pointer, size);
        if (size > MAX_PATH) {
            throw new WasiException(Errno.NAMETOOLONG);
        }
        byte[] bytes = new byte[(int) size];
        read(pointer, bytes, 0, bytes.length);
        if (isPlain(bytes)) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        String path = decode(bytes);
        if (path.indexOf('\0') >= 0) {
            throw new WasiException(Errno.INVAL);
        }
        return path;
    }
}
