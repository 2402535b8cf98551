// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.nio.ByteBuffer;
import java.util.Set;

import org.jwasm.capabilities.Advice;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.OpenFlag;
import org.jwasm.capabilities.Whence;

/** An open file of a host's file system, with a position. */
public non-sealed interface HostFile extends HostNode {

    /** What it was when it was opened. */
    FileType type();

    /** The address of a buffer that may lie anywhere. */
    long UNKNOWN = 0;

    /** Stands for the position that a file has. */
    long HERE = -1;

    /**
     * Reads at the position and advances it; returns the count, 0 at the end. It leaves the gate while it waits.
     *
     * @param address where the first byte of a direct buffer is, or {@link #UNKNOWN}; so for all four
     */
    int read(ByteBuffer target, long address, Gate gate) throws CapabilityException;

    int read(ByteBuffer target, long address, long position) throws CapabilityException;

    /** Whether {@link #readArray} is there, and the better way for so many bytes. */
    default boolean readsArrays(int length) {
        return false;
    }

    /**
     * Reads as above into a part of an array of the heap. A failure after some bytes is left to the next call.
     *
     * @param position {@link #HERE}, or where in the file
     */
    default int readArray(byte[] target, long offset, int length, long position) throws CapabilityException {
        throw new CapabilityException(ErrorKind.NOTSUP, "not into arrays");
    }

    /** Writes at the position, or the end when appending; returns the count, which may be less than there is. */
    int write(ByteBuffer source, long address, Gate gate) throws CapabilityException;

    int write(ByteBuffer source, long address, long position) throws CapabilityException;

    /** Whether a read, or a write, wouldn't wait. */
    boolean isReady(boolean forWriting) throws CapabilityException;

    /** Waits until a read, or a write, wouldn't wait, at most so many nanoseconds, or for ever if that is {@link Long#MAX_VALUE}. */
    void awaitReady(boolean forWriting, long nanos, Gate gate) throws CapabilityException;

    /** Returns the new position. */
    long seek(long offset, Whence whence) throws CapabilityException;

    void setSize(long size) throws CapabilityException;

    void allocate(long offset, long length) throws CapabilityException;

    void advise(long offset, long length, Advice advice) throws CapabilityException;

    /** Changes APPEND and NONBLOCK. */
    void setFlags(Set<OpenFlag> flags) throws CapabilityException;
}
