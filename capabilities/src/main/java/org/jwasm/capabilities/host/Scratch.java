// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/** Native memory for the arguments of one system call at a time; taken from a pool and given back with {@code close}. */
final class Scratch implements AutoCloseable {

    /** The longest path in bytes, as the kernel has it without the terminating NUL. */
    static final int MAX_PATH = 4095;
    static final int DATA_SIZE = 1 << 16;

    private static final int POOL_SIZE = 16;
    private static final int STRUCT_SIZE = 256;
    /** The one that is taken first: most often it is the only one. */
    private static final AtomicReference<Scratch> SPARE = new AtomicReference<>();
    private static final ConcurrentLinkedQueue<Scratch> POOL = new ConcurrentLinkedQueue<>();

    private final MemorySegment errorState;
    private final MemorySegment first;
    private final MemorySegment second;
    private final MemorySegment struct;
    private final MemorySegment data;

    private Scratch() {
        Arena arena = Arena.ofAuto();
        this.errorState = LinuxSystem.newErrorState(arena);
        this.first = arena.allocate(MAX_PATH + 1);
        this.second = arena.allocate(MAX_PATH + 1);
        this.struct = arena.allocate(STRUCT_SIZE, 8);
        this.data = arena.allocate(DATA_SIZE, 8);
    }

    static Scratch take() {
        Scratch free = SPARE.getAndSet(null);
        free = free == null ? POOL.poll() : free;
        return free == null ? new Scratch() : free;
    }

    @Override
    public void close() {
        // Counting takes a walk of at most this few elements.
        if (!SPARE.compareAndSet(null, this) && POOL.size() < POOL_SIZE) {
            POOL.add(this);
        }
    }

    MemorySegment errorState() {
        return errorState;
    }

    /** A structure of at most 256 bytes. */
    MemorySegment struct() {
        return struct;
    }

    /** 64 KiB for contents. */
    MemorySegment data() {
        return data;
    }

    /** The address of a NUL-terminated path. */
    long path(String path) throws CapabilityException {
        return write(first, path);
    }

    /** The address of a second path. */
    long otherPath(String path) throws CapabilityException {
        return write(second, path);
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

    private static long write(MemorySegment target, String path) throws CapabilityException {
        byte[] bytes = requirePath(path);
        if (path.indexOf('\0') >= 0) {
            throw new CapabilityException(ErrorKind.INVAL, "the path contains NUL");
        }
        MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, 0, bytes.length);
        target.set(ValueLayout.JAVA_BYTE, bytes.length, (byte) 0);
        return target.address();
    }
}
