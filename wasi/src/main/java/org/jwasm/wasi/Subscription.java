// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.Whence;

/** One of the events that a guest waits for in {@code poll_oneoff}, and how it stands. */
final class Subscription {

    static final int CLOCK = 0;
    static final int FD_READ = 1;
    static final int FD_WRITE = 2;
    static final long FOREVER = Long.MAX_VALUE;
    private static final int HANGUP = 1;

    final long userdata;
    final int type;
    /** For a clock that can be waited for: it and the {@link System#nanoTime()} when it is due. */
    ClockCapability clock;
    private long deadline;
    private boolean endless;
    /** What isn't ready yet. */
    Descriptor descriptor;
    /** Set when the event has happened. */
    boolean ready;
    Errno errno = Errno.SUCCESS;
    long bytes;
    int flags;

    Subscription(long userdata, int type) {
        this.userdata = userdata;
        this.type = type;
    }

    void fail(Errno failure) {
        errno = failure;
        ready = true;
    }

    void awaitClock(ClockCapability granted, long nanos) {
        clock = granted;
        endless = nanos > FOREVER / 4;
        deadline = System.nanoTime() + nanos;
    }

    /** Until the clock is due, in nanoseconds; {@link #FOREVER} without one. */
    long left() {
        return clock == null || endless ? FOREVER : deadline - System.nanoTime();
    }

    /** @throws WasiException BADF if the descriptor can't have such an event */
    void awaitDescriptor(Descriptor open) throws WasiException {
        boolean possible = switch (open) {
            case InputDescriptor _, ListenerDescriptor _ -> type == FD_READ;
            case OutputDescriptor _ -> type == FD_WRITE;
            case FileDescriptor _, SocketDescriptor _ -> true;
            case DirectoryDescriptor _ -> false;
        };
        if (!possible) {
            throw new WasiException(Errno.BADF);
        }
        descriptor = open;
    }

    /** Looks whether it has happened by now. */
    void update() {
        if (ready) {
            return;
        }
        try {
            if (clock != null) {
                ready = left() <= 0;
            } else {
                ready = look();
            }
        } catch (CapabilityException e) {
            fail(Errno.of(e.kind()));
        }
    }

    private boolean look() throws CapabilityException {
        return switch (descriptor) {
            case OutputDescriptor _ -> true;
            case InputDescriptor input -> {
                boolean readable = input.stream().awaitReadable(0);
                bytes = readable ? input.stream().available() : 0;
                yield readable;
            }
            case FileDescriptor file -> file.type() == FileType.REGULAR_FILE ? lookAtContents(file) : file.file().isReady(type == FD_WRITE);
            case ListenerDescriptor listener -> listener.isAcceptable();
            case SocketDescriptor socket -> type == FD_WRITE ? socket.isWritable() : lookAtInput(socket);
            case DirectoryDescriptor _ -> false;
        };
    }

    private boolean lookAtContents(FileDescriptor file) throws CapabilityException {
        if (type == FD_READ) {
            FileStatus status = file.file().status();
            bytes = Math.max(0, status.size() - file.file().seek(0, Whence.CURRENT));
        }
        return true;
    }

    private boolean lookAtInput(SocketDescriptor socket) throws CapabilityException {
        int available = socket.available();
        bytes = Math.max(0, available);
        flags = available < 0 ? HANGUP : 0;
        return available != 0;
    }
}
