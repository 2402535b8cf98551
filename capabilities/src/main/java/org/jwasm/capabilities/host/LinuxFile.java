// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.lang.foreign.MemorySegment;
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
final class LinuxFile extends LinuxNode implements HostFile {

    private static final int F_SETFL = 4;
    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;
    private static final long POLL_NANOS = 20_000_000;
    /** How long a virtual thread rests between two looks: at first, and at most. */
    private static final long FIRST_REST_NANOS = 50_000;
    private static final long LONGEST_REST_NANOS = 10_000_000;
    /** The POSIX_FADV numbers of {@link Advice}, in its order. */
    private static final int[] ADVICE = {0, 2, 1, 3, 4, 5};
    private static final int WRITING = OpenFlag.WRITE.bit() | OpenFlag.TRUNCATE.bit();
    private static final int PLAIN = OpenFlag.READ.bit() | OpenFlag.WRITE.bit() | OpenFlag.NONBLOCK.bit();

    private final FileType type;
    private volatile boolean nonBlocking;
    /** Whether the file system can say what the page cache has. */
    private boolean cached = true;

    LinuxFile(int descriptor, FileType type, int flags) {
        super(descriptor);
        this.type = type;
        this.nonBlocking = OpenFlag.NONBLOCK.isIn(flags);
    }

    @Override
    public FileType type() {
        return type;
    }

    /** The flags of {@code open} for the bits of {@link OpenFlag}. */
    static int flags(int flags) {
        boolean write = (flags & WRITING) != 0;
        int bits = LinuxSystem.O_NONBLOCK | LinuxSystem.O_NOCTTY;
        bits |= !write ? 0 : OpenFlag.READ.isIn(flags) ? LinuxSystem.O_RDWR : LinuxSystem.O_WRONLY;
        // Most are opened to be read or written, and no more.
        return (flags & ~PLAIN) == 0 ? bits : bits | rareFlags(flags);
    }

    private static int rareFlags(int flags) {
        int bits = OpenFlag.CREATE.isIn(flags) ? LinuxSystem.O_CREAT : 0;
        bits |= OpenFlag.CREATE.isIn(flags) && OpenFlag.EXCLUSIVE.isIn(flags) ? LinuxSystem.O_EXCL : 0;
        bits |= OpenFlag.TRUNCATE.isIn(flags) ? LinuxSystem.O_TRUNC : 0;
        bits |= OpenFlag.DIRECTORY.isIn(flags) ? LinuxSystem.O_DIRECTORY : 0;
        bits |= OpenFlag.NOFOLLOW.isIn(flags) ? LinuxSystem.O_NOFOLLOW : 0;
        bits |= OpenFlag.APPEND.isIn(flags) ? LinuxSystem.O_APPEND : 0;
        bits |= OpenFlag.DSYNC.isIn(flags) ? LinuxSystem.O_DSYNC : 0;
        bits |= OpenFlag.SYNC.isIn(flags) ? LinuxSystem.O_SYNC : 0;
        return bits;
    }

    @Override
    public int read(ByteBuffer target, long address, Gate gate) throws CapabilityException {
        return transfer(Call.READ, target, address, HERE, gate);
    }

    @Override
    public int read(ByteBuffer target, long address, long position) throws CapabilityException {
        return transfer(Call.PREAD, target, address, nonNegative(position), null);
    }

    @Override
    public int write(ByteBuffer source, long address, Gate gate) throws CapabilityException {
        return transfer(Call.WRITE, source, address, HERE, gate);
    }

    @Override
    public int write(ByteBuffer source, long address, long position) throws CapabilityException {
        return transfer(Call.PWRITE, source, address, nonNegative(position), null);
    }

    @Override
    public boolean readsArrays(int length) {
        return type == FileType.REGULAR_FILE && cached && CachedReads.isFor(length);
    }

    @Override
    public int readArray(byte[] target, long offset, int length, long position) throws CapabilityException {
        int descriptor = acquire();
        try {
            long count = CachedReads.read(descriptor, target, offset, length, position);
            if (count > 0 && count < length) {
                // The end, most often; or the kernel had to find memory for the array first.
                long more = CachedReads.read(descriptor, target, offset + count, length - count, behind(position, count));
                if (more == 0) {
                    return (int) count;
                }
                count += Math.max(0, more);
            }
            return (int) (count == length || count == 0 ? count : readRest(descriptor, position, target, offset, length, count));
        } finally {
            release();
        }
    }

    /** What {@link CachedReads} didn't read, after {@code count} bytes or its error. */
    private int readRest(int descriptor, long position, byte[] target, long offset, int length, long count) throws CapabilityException {
        // All else says that the file system, the kernel, or a filter of system calls doesn't let us.
        if (count < 0 && count != -LinuxSystem.EAGAIN && count != -LinuxSystem.EFAULT) {
            cached = false;
        }
        int done = (int) Math.max(0, count);
        ByteBuffer rest = ByteBuffer.wrap(target, (int) offset + done, length - done);
        while (rest.hasRemaining()) {
            long more = transferCopied(position == HERE ? Call.READ : Call.PREAD, descriptor, rest, behind(position, done));
            if (more < 0 && done == 0) {
                LinuxErrors.check(more, "read");
            }
            if (more <= 0) {
                break;
            }
            done += (int) more;
        }
        return done;
    }

    /** So many bytes behind a position. */
    private static long behind(long position, long count) {
        return position == HERE ? HERE : position + count;
    }

    private static long nonNegative(long position) throws CapabilityException {
        if (position < 0) {
            throw new CapabilityException(ErrorKind.INVAL, "negative position");
        }
        return position;
    }

    /** Waits, if it may, until there is something to transfer. */
    private int transfer(Call call, ByteBuffer buffer, long address, long position, Gate gate) throws CapabilityException {
        int descriptor = acquire();
        try {
            long result = transfer(call, descriptor, buffer, address, position);
            while (result == -LinuxSystem.EAGAIN && !nonBlocking && type != FileType.REGULAR_FILE && gate != null) {
                awaitReady(descriptor, call == Call.READ ? POLLIN : POLLOUT, Long.MAX_VALUE, gate);
                result = transfer(call, descriptor, buffer, address, position);
            }
            return (int) LinuxErrors.check(result, call == Call.READ || call == Call.PREAD ? "read" : "write");
        } finally {
            release();
        }
    }

    private static long transfer(Call call, int descriptor, ByteBuffer buffer, long address, long position) {
        if (address != UNKNOWN) {
            return transferDirect(call, descriptor, buffer, address, position);
        }
        return buffer.isDirect() ? transferDirect(call, descriptor, buffer, MemorySegment.ofBuffer(buffer).address() - buffer.position(), position)
                        : transferCopied(call, descriptor, buffer, position);
    }

    private static long transferDirect(Call call, int descriptor, ByteBuffer buffer, long address, long position) {
        try {
            int start = buffer.position();
            long count = LinuxSystem.call(call, descriptor, address + start, buffer.limit() - start, position, 0);
            if (count > 0) {
                buffer.position(start + (int) count);
            }
            return count;
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    private static long transferCopied(Call call, int descriptor, ByteBuffer buffer, long position) {
        try (Scratch scratch = Scratch.take()) {
            MemorySegment data = scratch.data();
            int length = Math.min(buffer.remaining(), Scratch.DATA_SIZE);
            boolean reads = call == Call.READ || call == Call.PREAD;
            if (!reads) {
                MemorySegment.copy(MemorySegment.ofBuffer(buffer), 0, data, 0, length);
            }
            long count = LinuxSystem.call(call, descriptor, data.address(), length, position, 0);
            if (count > 0) {
                if (reads) {
                    MemorySegment.copy(data, 0, MemorySegment.ofBuffer(buffer), 0, count);
                }
                buffer.position(buffer.position() + (int) count);
            }
            return count;
        }
    }

    @Override
    public boolean isReady(boolean forWriting) throws CapabilityException {
        int descriptor = acquire();
        try {
            return poll(descriptor, forWriting ? POLLOUT : POLLIN, 0);
        } finally {
            release();
        }
    }

    @Override
    public void awaitReady(boolean forWriting, long nanos, Gate gate) throws CapabilityException {
        int descriptor = acquire();
        try {
            awaitReady(descriptor, forWriting ? POLLOUT : POLLIN, nanos, gate);
        } finally {
            release();
        }
    }

    private static void awaitReady(int descriptor, short events, long nanos, Gate gate) throws CapabilityException {
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
                    if (poll(descriptor, events, rests ? 0 : Math.clamp(left, 0, POLL_NANOS)) || left <= 0) {
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

    private static boolean poll(int descriptor, short events, long nanos) {
        try (Scratch scratch = Scratch.take()) {
            ByteBuffer struct = scratch.struct();
            struct.putInt(0, descriptor);
            struct.putShort(4, events);
            struct.putShort(6, (short) 0);
            struct.putLong(8, 0);
            struct.putLong(16, nanos);
            long address = scratch.structAddress();
            long ready = LinuxSystem.call(Call.PPOLL, address, 1, address + 8, 0, 0);
            return ready != 0 && ready != -LinuxSystem.EINTR;
        }
    }

    private long call(Call call, long a, long b, long c, String operation) throws CapabilityException {
        int descriptor = acquire();
        try {
            return LinuxErrors.check(LinuxSystem.call(call, descriptor, a, b, c, 0), operation);
        } finally {
            release();
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
        int descriptor = acquire();
        try {
            return LinuxStatus.of(descriptor);
        } finally {
            release();
        }
    }

    @Override
    public void setTimes(FileTimes times) throws CapabilityException {
        int descriptor = acquire();
        try {
            LinuxStatus.setTimes(descriptor, times);
        } finally {
            release();
        }
    }

    @Override
    public void sync(boolean dataOnly) throws CapabilityException {
        call(dataOnly ? Call.FDATASYNC : Call.FSYNC, 0, 0, 0, "sync");
    }
}
