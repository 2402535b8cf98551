// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/** Native memory for the arguments of one system call at a time; taken from a pool and given back with {@code close}. */
final class Scratch implements AutoCloseable {

    /** The longest path in bytes, as the kernel has it without the terminating NUL. */
    static final int MAX_PATH = 4095;
    static final int DATA_SIZE = 1 << 16;

    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    private static final int POOL_SIZE = 16;
    private static final int STRUCT_SIZE = 256;
    /** Of {@code open_how}. */
    static final int HOW_SIZE = 24;
    private static final Spares<Scratch> SPARES = new Spares<>(POOL_SIZE);

    private final ByteBuffer first;
    private final ByteBuffer second;
    private final ByteBuffer struct;
    private final MemorySegment data;
    private final long firstAddress;
    private final long secondAddress;
    private final long structAddress;
    private final ByteBuffer how;
    private final long howAddress;
    /** What {@code how} has. */
    private long flags;
    private long mode;
    private long resolution;

    private Scratch() {
        this.first = ByteBuffer.allocateDirect(MAX_PATH + 1).order(ByteOrder.nativeOrder());
        this.second = ByteBuffer.allocateDirect(MAX_PATH + 1).order(ByteOrder.nativeOrder());
        this.struct = ByteBuffer.allocateDirect(STRUCT_SIZE + Long.BYTES).alignedSlice(Long.BYTES).order(ByteOrder.nativeOrder());
        this.data = Arena.ofAuto().allocate(DATA_SIZE, Long.BYTES);
        this.firstAddress = MemorySegment.ofBuffer(first).address();
        this.secondAddress = MemorySegment.ofBuffer(second).address();
        this.structAddress = MemorySegment.ofBuffer(struct).address();
        this.how = ByteBuffer.allocateDirect(HOW_SIZE + Long.BYTES).alignedSlice(Long.BYTES).order(ByteOrder.nativeOrder());
        this.howAddress = MemorySegment.ofBuffer(how).address();
    }

    static Scratch take() {
        Scratch free = SPARES.take();
        return free == null ? new Scratch() : free;
    }

    @Override
    public void close() {
        SPARES.giveBack(this);
    }

    /** A structure of at most 256 bytes; a buffer, as that takes the interpreter a fraction of what a segment does. */
    ByteBuffer struct() {
        return struct;
    }

    long structAddress() {
        return structAddress;
    }

    /** The address of the structure that says to {@code openat2} how to open; most often it says what it said before. */
    long how(long newFlags, long newMode, long newResolution) {
        if (flags != newFlags || mode != newMode || resolution != newResolution) {
            how.putLong(0, newFlags);
            how.putLong(8, newMode);
            how.putLong(16, newResolution);
            flags = newFlags;
            mode = newMode;
            resolution = newResolution;
        }
        return howAddress;
    }

    /** 64 KiB for contents. */
    MemorySegment data() {
        return data;
    }

    /** The address of a path of no bytes: for calls that say by that that they mean a descriptor. */
    long noPath() {
        second.put(0, (byte) 0);
        return secondAddress;
    }

    /** The address of a NUL-terminated path. */
    long path(String path) throws CapabilityException {
        write(first, path);
        return firstAddress;
    }

    /** The address of a second path. */
    long otherPath(String path) throws CapabilityException {
        write(second, path);
        return secondAddress;
    }

    /**
     * The path's bytes.
     *
     * @throws CapabilityException NAMETOOLONG if they are more than the kernel takes
     */
    static byte[] requirePath(String path) throws CapabilityException {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_PATH) {
            throw new CapabilityException(ErrorKind.NAMETOOLONG, "the path has more than " + MAX_PATH + " bytes");
        }
        return bytes;
    }

    private static void write(ByteBuffer target, String path) throws CapabilityException {
        byte[] bytes = requirePath(path);
        if (path.indexOf('\0') >= 0) {
            throw new CapabilityException(ErrorKind.INVAL, "the path contains NUL");
        }
        if (bytes.length < Long.BYTES) {
            target.putLong(0, packed(bytes));
        } else {
            target.put(0, bytes);
            target.put(bytes.length, (byte) 0);
        }
    }

    /** Few bytes as a number that has zeros behind them: Java copies so few one after the other, by 14 calls each while it interprets. */
    private static long packed(byte[] bytes) {
        long word = 0;
        for (int i = 0; i < bytes.length; i++) {
            word |= (bytes[i] & 0xFFL) << (LITTLE_ENDIAN ? 8 * i : 56 - 8 * i);
        }
        return word;
    }
}
