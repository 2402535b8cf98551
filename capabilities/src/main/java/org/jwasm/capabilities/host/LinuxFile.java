// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;

import org.jwasm.capabilities.Advice;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.OpenFlag;
import org.jwasm.capabilities.Whence;
import org.jwasm.capabilities.host.LinuxSystem.Call;

/**
 * An open file of Linux. The descriptor never blocks: where a FIFO or device would, the thread waits in short polls between
 * which it can be interrupted.
 */
final class LinuxFile implements HostFile {

    private static final int F_SETFL = 4;
    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;
    private static final long POLL_NANOS = 20_000_000;
    /** How long a virtual thread rests between two looks: at first, and at most. */
    private static final long FIRST_REST_NANOS = 50_000;
    private static final long LONGEST_REST_NANOS = 10_000_000;
    /** The POSIX_FADV numbers of {@link Advice}, in its order. */
    private static final int[] ADVICE = {0, 2, 1, 3, 4, 5};
    private static final long HERE = -1;

    private final LinuxHandle handle;
    private final FileType type;
    private volatile boolean nonBlocking;

    LinuxFile(int descriptor, FileType type, Set<OpenFlag> flags) {
        this.handle = new LinuxHandle(descriptor);
        this.type = type;
        this.nonBlocking = flags.contains(OpenFlag.NONBLOCK);
    }

    @Override
    public FileType type() {
        return type;
    }

    /** The flags of {@code open}. */
    static int flags(Set<OpenFlag> flags) {
        boolean write = flags.contains(OpenFlag.WRITE) || flags.contains(OpenFlag.TRUNCATE);
        int bits = LinuxSystem.O_NONBLOCK | LinuxSystem.O_NOCTTY;
        bits |= !write ? 0 : flags.contains(OpenFlag.READ) ? LinuxSystem.O_RDWR : LinuxSystem.O_WRONLY;
        bits |= flags.contains(OpenFlag.CREATE) ? LinuxSystem.O_CREAT : 0;
        bits |= flags.contains(OpenFlag.CREATE) && flags.contains(OpenFlag.EXCLUSIVE) ? LinuxSystem.O_EXCL : 0;
        bits |= flags.contains(OpenFlag.TRUNCATE) ? LinuxSystem.O_TRUNC : 0;
        bits |= flags.contains(OpenFlag.DIRECTORY) ? LinuxSystem.O_DIRECTORY : 0;
        bits |= flags.contains(OpenFlag.NOFOLLOW) ? LinuxSystem.O_NOFOLLOW : 0;
        bits |= flags.contains(OpenFlag.APPEND) ? LinuxSystem.O_APPEND : 0;
        bits |= flags.contains(OpenFlag.DSYNC) ? LinuxSystem.O_DSYNC : 0;
        bits |= flags.contains(OpenFlag.SYNC) ? LinuxSystem.O_SYNC : 0;
        return bits;
    }

    @Override
    public int read(ByteBuffer target, Gate gate) throws CapabilityException {
        return transfer(Call.READ, target, HERE, gate);
    }

    @Override
    public int read(ByteBuffer target, long position) throws CapabilityException {
        return transfer(Call.PREAD, target, nonNegative(position), null);
    }

    @Override
    public int write(ByteBuffer source, Gate gate) throws CapabilityException {
        return transfer(Call.WRITE, source, HERE, gate);
    }

    @Override
    public int write(ByteBuffer source, long position) throws CapabilityException {
        return transfer(Call.PWRITE, source, nonNegative(position), null);
    }

    private static long nonNegative(long position) throws CapabilityException {
        if (position < 0) {
            throw new CapabilityException(ErrorKind.INVAL, "negative position");
        }
        return position;
    }

    private int transfer(Call call, ByteBuffer buffer, long position, Gate gate) throws CapabilityException {
        int descriptor = handle.acquire();
        try (Scratch scratch = Scratch.take()) {
            while (true) {
                long result = buffer.isDirect() ? transferDirect(scratch, call, descriptor, buffer, position)
                                : transferCopied(scratch, call, descriptor, buffer, position);
                if (result != -LinuxSystem.EAGAIN || nonBlocking || type == FileType.REGULAR_FILE || gate == null) {
                    return (int) LinuxErrors.check(result, call == Call.READ || call == Call.PREAD ? "read" : "write");
                }
                awaitReady(scratch, descriptor, call == Call.READ ? POLLIN : POLLOUT, Long.MAX_VALUE, gate);
            }
        } finally {
            handle.release();
        }
    }

    private static long transferDirect(Scratch scratch, Call call, int descriptor, ByteBuffer buffer, long position) {
        try {
            long count = LinuxSystem.call(scratch, call, descriptor, MemorySegment.ofBuffer(buffer).address(), buffer.remaining(),
                            position, 0);
            if (count > 0) {
                buffer.position(buffer.position() + (int) count);
            }
            return count;
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    private static long transferCopied(Scratch scratch, Call call, int descriptor, ByteBuffer buffer, long position) {
        MemorySegment data = scratch.data();
        int length = Math.min(buffer.remaining(), Scratch.DATA_SIZE);
        boolean reads = call == Call.READ || call == Call.PREAD;
        if (!reads) {
            MemorySegment.copy(MemorySegment.ofBuffer(buffer), 0, data, 0, length);
        }
        long count = LinuxSystem.call(scratch, call, descriptor, data.address(), length, position, 0);
        if (count > 0) {
            if (reads) {
                MemorySegment.copy(data, 0, MemorySegment.ofBuffer(buffer), 0, count);
            }
            buffer.position(buffer.position() + (int) count);
        }
        return count;
    }

    @Override
    public boolean isReady(boolean forWriting) throws CapabilityException {
        int descriptor = handle.acquire();
        try (Scratch scratch = Scratch.take()) {
            return poll(scratch, descriptor, forWriting ? POLLOUT : POLLIN, 0);
        } finally {
            handle.release();
        }
    }

    @Override
    public void awaitReady(boolean forWriting, long nanos, Gate gate) throws CapabilityException {
        int descriptor = handle.acquire();
        try (Scratch scratch = Scratch.take()) {
            awaitReady(scratch, descriptor, forWriting ? POLLOUT : POLLIN, nanos, gate);
        } finally {
            handle.release();
        }
    }

    private static void awaitReady(Scratch scratch, int descriptor, short events, long nanos, Gate gate) throws CapabilityException {
        long start = System.nanoTime();
        gate.leave();
        try {
            Blocking.await(() -> {
                long rest = FIRST_REST_NANOS;
                while (gate.isLive()) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    long left = nanos == Long.MAX_VALUE ? POLL_NANOS : nanos - (System.nanoTime() - start);
                    // The kernel would keep the thread that carries a virtual one, and with it all others.
                    boolean rests = Thread.currentThread().isVirtual();
                    if (poll(scratch, descriptor, events, rests ? 0 : Math.clamp(left, 0, POLL_NANOS)) || left <= 0) {
                        return;
                    }
                    if (rests) {
                        Thread.sleep(Duration.ofNanos(Math.min(rest, left)));
                        rest = Math.min(2 * rest, LONGEST_REST_NANOS);
                    }
                }
            });
        } finally {
            gate.back();
        }
        gate.check();
    }

    private static boolean poll(Scratch scratch, int descriptor, short events, long nanos) {
        MemorySegment struct = scratch.struct();
        struct.set(ValueLayout.JAVA_INT, 0, descriptor);
        struct.set(ValueLayout.JAVA_SHORT, 4, events);
        struct.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
        struct.set(ValueLayout.JAVA_LONG, 8, 0);
        struct.set(ValueLayout.JAVA_LONG, 16, nanos);
        long ready = LinuxSystem.call(scratch, Call.PPOLL, struct.address(), 1, struct.address() + 8, 0, 0);
        return ready != 0 && ready != -LinuxSystem.EINTR;
    }

    private long call(Call call, long a, long b, long c, String operation) throws CapabilityException {
        int descriptor = handle.acquire();
        try (Scratch scratch = Scratch.take()) {
            return LinuxErrors.check(LinuxSystem.call(scratch, call, descriptor, a, b, c, 0), operation);
        } finally {
            handle.release();
        }
    }

    @Override
    public long seek(long offset, Whence whence) throws CapabilityException {
        return call(Call.LSEEK, offset, whence.ordinal(), 0, "seek");
    }

    @Override
    public void setSize(long size) throws CapabilityException {
        call(Call.FTRUNCATE, nonNegative(size), 0, 0, "setting the size");
    }

    @Override
    public void allocate(long offset, long length) throws CapabilityException {
        call(Call.FALLOCATE, 0, offset, length, "allocate");
    }

    @Override
    public void advise(long offset, long length, Advice advice) throws CapabilityException {
        call(Call.FADVISE, nonNegative(offset), nonNegative(length), ADVICE[advice.ordinal()], "advise");
    }

    @Override
    public void setFlags(Set<OpenFlag> flags) throws CapabilityException {
        int append = flags.contains(OpenFlag.APPEND) ? LinuxSystem.O_APPEND : 0;
        call(Call.FCNTL, F_SETFL, append | LinuxSystem.O_NONBLOCK, 0, "setting flags");
        nonBlocking = flags.contains(OpenFlag.NONBLOCK);
    }

    @Override
    public FileStatus status() throws CapabilityException {
        int descriptor = handle.acquire();
        try {
            return LinuxStatus.of(descriptor);
        } finally {
            handle.release();
        }
    }

    @Override
    public void setTimes(FileTimes times) throws CapabilityException {
        int descriptor = handle.acquire();
        try {
            LinuxStatus.setTimes(descriptor, times);
        } finally {
            handle.release();
        }
    }

    @Override
    public void sync(boolean dataOnly) throws CapabilityException {
        call(dataOnly ? Call.FDATASYNC : Call.FSYNC, 0, 0, 0, "sync");
    }

    @Override
    public void share() {
        handle.share();
    }

    @Override
    public void close() {
        handle.close();
    }
}
