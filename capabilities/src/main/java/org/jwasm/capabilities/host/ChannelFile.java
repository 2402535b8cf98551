// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.jwasm.capabilities.Advice;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.OpenFlag;
import org.jwasm.capabilities.Whence;

/** A regular file of a Java file system. Its channel has one position, so operations on one open file take turns. */
final class ChannelFile implements HostFile {

    private static final int ZEROS = 1 << 16;

    private final SeekableByteChannel channel;
    private final BasicFileAttributeView view;
    private final String name;
    private final Closeable companion;
    private final Room room;
    private final AtomicInteger owners = new AtomicInteger(1);
    private boolean append;

    /** Asked before a file grows by what isn't written. */
    @FunctionalInterface
    interface Room {

        /** That of file systems that know themselves what is too large, and where such a file takes no room. */
        Room UNLIMITED = (_, _) -> {
        };

        /** @throws CapabilityException FBIG, NOSPC if it can't become so large */
        void require(long size, long wanted) throws IOException, CapabilityException;
    }

    /**
     * @param view of the file's name, for its times
     * @param companion closed together with it
     */
    ChannelFile(SeekableByteChannel channel, BasicFileAttributeView view, String name, Set<OpenFlag> flags, Closeable companion, Room room) {
        this.room = room;
        this.companion = companion;
        this.channel = channel;
        this.view = view;
        this.name = name;
        this.append = flags.contains(OpenFlag.APPEND);
    }

    @Override
    public FileType type() {
        return FileType.REGULAR_FILE;
    }

    private synchronized <R> R inTurn(JavaErrors.Operation<R> operation) throws CapabilityException {
        return JavaErrors.translate(operation);
    }

    @Override
    public int read(ByteBuffer target, long address, Gate gate) throws CapabilityException {
        return inTurn(() -> Math.max(0, channel.read(target)));
    }

    @Override
    public int read(ByteBuffer target, long address, long position) throws CapabilityException {
        return at(position, () -> Math.max(0, channel.read(target)));
    }

    @Override
    public int write(ByteBuffer source, long address, Gate gate) throws CapabilityException {
        return inTurn(() -> {
            if (append) {
                channel.position(channel.size());
            }
            return put(source);
        });
    }

    @Override
    public int write(ByteBuffer source, long address, long position) throws CapabilityException {
        return at(position, () -> put(source));
    }

    private int put(ByteBuffer source) throws IOException, CapabilityException {
        long size = channel.size();
        if (channel.position() > size) {
            room.require(size, end(channel.position(), source.remaining()));
        }
        return channel.write(source);
    }

    private static long end(long start, long length) throws CapabilityException {
        if (start + length < 0) {
            throw new CapabilityException(ErrorKind.FBIG, "too large");
        }
        return start + length;
    }

    private int at(long position, JavaErrors.Operation<Integer> operation) throws CapabilityException {
        if (position < 0) {
            throw new CapabilityException(ErrorKind.INVAL, "negative position");
        }
        return inTurn(() -> {
            long before = channel.position();
            try {
                channel.position(position);
                return operation.run();
            } finally {
                channel.position(before);
            }
        });
    }

    @Override
    public boolean isReady(boolean forWriting) {
        return true;
    }

    @Override
    public void awaitReady(boolean forWriting, long nanos, Gate gate) {
        // Files don't let anybody wait.
    }

    @Override
    public long seek(long offset, Whence whence) throws CapabilityException {
        return inTurn(() -> {
            long base = switch (whence) {
                case START -> 0;
                case CURRENT -> channel.position();
                case END -> channel.size();
            };
            long target = base + offset;
            if (target < 0) {
                throw new CapabilityException(ErrorKind.INVAL, "a position before the start, or none");
            }
            channel.position(target);
            return target;
        });
    }

    @Override
    public void setSize(long size) throws CapabilityException {
        if (size < 0) {
            throw new CapabilityException(ErrorKind.INVAL, "a negative size");
        }
        inTurn(() -> {
            long before = channel.position();
            try {
                if (size < channel.size()) {
                    channel.truncate(size);
                } else if (size > channel.size()) {
                    room.require(channel.size(), size);
                    channel.position(size - 1).write(ByteBuffer.allocate(1));
                }
            } finally {
                channel.position(before);
            }
            return null;
        });
    }

    @Override
    public void allocate(long offset, long length) throws CapabilityException {
        if (offset < 0 || length <= 0) {
            throw new CapabilityException(ErrorKind.INVAL, "no range");
        }
        long end = end(offset, length);
        inTurn(() -> {
            room.require(channel.size(), end);
            long before = channel.position();
            try {
                fill(end);
            } finally {
                channel.position(before);
            }
            return null;
        });
    }

    /** Java can't reserve room on a disk but by writing. */
    private void fill(long size) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
        channel.position(channel.size());
        for (long left = size - channel.size(); left > 0; left = size - channel.size()) {
            channel.write(zeros.clear().limit((int) Math.min(left, ZEROS)));
            Blocking.poll();
        }
    }

    @Override
    public void advise(long offset, long length, Advice advice) throws CapabilityException {
        if (offset < 0 || length < 0) {
            throw new CapabilityException(ErrorKind.INVAL, "no range");
        }
    }

    @Override
    public synchronized void setFlags(Set<OpenFlag> flags) {
        append = flags.contains(OpenFlag.APPEND);
    }

    @Override
    public FileStatus status() throws CapabilityException {
        return inTurn(() -> JavaStatus.of(view.readAttributes(), name, channel.size()));
    }

    @Override
    public void setTimes(FileTimes times) throws CapabilityException {
        inTurn(() -> {
            JavaStatus.setTimes(view, times);
            return null;
        });
    }

    @Override
    public void sync(boolean dataOnly) throws CapabilityException {
        inTurn(() -> {
            if (channel instanceof FileChannel file) {
                file.force(!dataOnly);
            }
            return null;
        });
    }

    @Override
    public void share() {
        owners.incrementAndGet();
    }

    @Override
    public void close() {
        if (owners.decrementAndGet() == 0) {
            try (companion) {
                channel.close();
            } catch (IOException | RuntimeException e) {
                // Nobody is left who could be told.
            }
        }
    }
}
