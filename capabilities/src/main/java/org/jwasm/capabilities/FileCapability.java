// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;

import org.jwasm.capabilities.host.Gate;
import org.jwasm.capabilities.host.HostFile;

/** An open file: its contents, a position in them that all derived capabilities share, and its status. */
public final class FileCapability extends Kind<FileCapability> implements AutoCloseable {

    private static final Members<FileCapability> MEMBERS = Members.of(FileCapability.class)
                    .add("readOnly", 0, (self, _) -> self.readOnly())
                    .add("read", 1, (self, a) -> {
                        ByteBuffer target = ByteBuffer.allocate(a.size(0));
                        self.read(target);
                        return new Bytes(Arrays.copyOf(target.array(), target.position()));
                    })
                    .add("write", 1, (self, a) -> self.write(ByteBuffer.wrap(a.bytes(0))))
                    .add("seek", 1, (self, a) -> self.seek(a.number(0), Whence.START))
                    .add("size", 0, (self, _) -> self.status().size())
                    .add("close", 0, (self, _) -> {
                        self.close();
                        return true;
                    });

    private final HostFile file;
    private final String directory;
    private final String path;
    /** The gates of calls that may wait; null until there was one. */
    private volatile Gate reading;
    private volatile Gate writing;

    /**
     * @param directory the scope of what it was opened through
     * @param path its path there
     */
    FileCapability(Origin origin, HostFile file, String directory, String path) {
        super(origin);
        this.file = file;
        this.directory = directory;
        this.path = path;
    }

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public String scope() {
        return directory + "/" + path;
    }

    @Override
    FileCapability copy(Origin origin) {
        file.share();
        return new FileCapability(origin, file, directory, path);
    }

    /** What it was when it was opened; that doesn't change. */
    public FileType type() {
        return file.type();
    }

    /** Transfers no more than the caveats grant, elsewhere or where the file is; see {@link HostFile} for the address. */
    private int transfer(Right right, ByteBuffer buffer, long address, boolean elsewhere, long position) throws CapabilityException {
        boolean writes = right == Right.WRITE;
        String operation = writes ? "write" : "read";
        enter(right, operation, null);
        int limit = buffer.limit();
        long granted = 0;
        long charged = 0;
        int count = 0;
        try {
            granted = take(buffer.remaining(), operation);
            if (writes) {
                output(granted, operation);
                charged = granted;
            }
            buffer.limit(buffer.position() + (int) granted);
            if (elsewhere) {
                count = writes ? file.write(buffer, address, position) : file.read(buffer, address, position);
            } else {
                count = writes ? file.write(buffer, address, writing()) : file.read(buffer, address, reading());
            }
            return count;
        } finally {
            buffer.limit(limit);
            giveBack(granted - count);
            output(Math.min(0, count - charged), operation);
            exit();
        }
    }

    /** Whether {@link #readArray} can be called, and is better than what goes through a buffer, for so many bytes. */
    public boolean readsArrays(int length) {
        return file.readsArrays(length);
    }

    /**
     * Reads into a part of an array of the heap; returns the count of bytes, 0 at the end.
     *
     * @param position negative to read at the position, or else where in the file, without moving it
     */
    public int readArray(byte[] target, long offset, int length, long position) throws CapabilityException {
        enter(Right.READ, "read", null);
        long granted = 0;
        int count = 0;
        try {
            granted = take(length, "read");
            count = file.readArray(target, offset, (int) granted, Math.max(HostFile.HERE, position));
            return count;
        } finally {
            giveBack(granted - count);
            exit();
        }
    }

    // Whoever makes one at the same time makes the same.
    private Gate reading() {
        Gate gate = reading;
        if (gate == null) {
            gate = gate("read");
            reading = gate;
        }
        return gate;
    }

    private Gate writing() {
        Gate gate = writing;
        if (gate == null) {
            gate = gate("write");
            writing = gate;
        }
        return gate;
    }

    /** Reads at the position, waiting if it is a FIFO or device; returns the count of bytes, 0 at the end. */
    public int read(ByteBuffer target) throws CapabilityException {
        return transfer(Right.READ, target, HostFile.UNKNOWN, false, 0);
    }

    public int read(TransferBuffer target) throws CapabilityException {
        return transfer(Right.READ, target.bytes(), target.address(), false, 0);
    }

    /** Reads elsewhere, without moving the position. */
    public int read(ByteBuffer target, long position) throws CapabilityException {
        return transfer(Right.READ, target, HostFile.UNKNOWN, true, position);
    }

    public int read(TransferBuffer target, long position) throws CapabilityException {
        return transfer(Right.READ, target.bytes(), target.address(), true, position);
    }

    /** Writes at the position, or at the end when appending; returns the count of bytes, which can be less than there are. */
    public int write(ByteBuffer source) throws CapabilityException {
        return transfer(Right.WRITE, source, HostFile.UNKNOWN, false, 0);
    }

    public int write(TransferBuffer source) throws CapabilityException {
        return transfer(Right.WRITE, source.bytes(), source.address(), false, 0);
    }

    /** Writes elsewhere, without moving the position. */
    public int write(ByteBuffer source, long position) throws CapabilityException {
        return transfer(Right.WRITE, source, HostFile.UNKNOWN, true, position);
    }

    public int write(TransferBuffer source, long position) throws CapabilityException {
        return transfer(Right.WRITE, source.bytes(), source.address(), true, position);
    }

    /** Whether a read, or a write, wouldn't wait, as it may with a FIFO or device. */
    public boolean isReady(boolean forWriting) throws CapabilityException {
        return unguarded("look", () -> file.isReady(forWriting));
    }

    /** Waits at most so long for {@link #isReady}; for ever if it is {@link Long#MAX_VALUE} nanoseconds. */
    public void awaitReady(boolean forWriting, long nanos) throws CapabilityException {
        unguarded("look", () -> {
            file.awaitReady(forWriting, nanos, gate("look"));
            return null;
        });
    }

    /** Moves the position and returns it. */
    public long seek(long offset, Whence whence) throws CapabilityException {
        enterFree(null, "seek");
        try {
            return file.seek(offset, whence);
        } catch (CapabilityException e) {
            throw failed("seek", null, e);
        } finally {
            exit();
        }
    }

    public FileStatus status() throws CapabilityException {
        return guarded(Right.STATUS, "status", null, file::status);
    }

    public void setTimes(FileTimes times) throws CapabilityException {
        act(Right.SET_TIMES, "setTimes", null, () -> file.setTimes(times));
    }

    /** Cuts or lengthens it; what it grows by is charged as bytes. */
    public void setSize(long size) throws CapabilityException {
        act(Right.WRITE, "setSize", null, () -> grow(size, "setSize", () -> file.setSize(size)));
    }

    /** Makes sure that there is room on the disk; the file grows if the range ends behind its end. */
    public void allocate(long offset, long length) throws CapabilityException {
        long end = Math.max(0, offset) + Math.max(0, length);
        act(Right.WRITE, "allocate", null, () -> grow(end, "allocate", () -> file.allocate(offset, length)));
    }

    /** Charges what the file grows by: all before it does, so that there is no way around, and what it didn't grow by is given back. */
    private void grow(long end, String operation, Act act) throws CapabilityException {
        long before = file.status().size();
        // An overflow is for the host to refuse.
        long growth = Math.max(0, (end < 0 ? Long.MAX_VALUE : end) - before);
        takeAll(growth, operation);
        long charged = 0;
        boolean grown = false;
        try {
            output(growth, operation);
            charged = growth;
            act.run();
            grown = true;
        } finally {
            if (!grown) {
                long unused = charged == 0 ? growth : growth - grownSince(before, growth);
                giveBack(unused);
                output(-Math.min(charged, unused), operation);
            }
        }
    }

    /** By how much of {@code most} bytes the file grew, although that failed: the disk got full, or the guest was ended. All if it can't be said. */
    private long grownSince(long before, long most) {
        try {
            return Math.clamp(file.status().size() - before, 0, most);
        } catch (CapabilityException e) {
            return most;
        }
    }

    public void advise(long offset, long length, Advice advice) throws CapabilityException {
        unguarded("advise", () -> {
            file.advise(offset, length, advice);
            return null;
        });
    }

    /** Sets which of APPEND and NONBLOCK hold from now on. */
    public void setFlags(Set<OpenFlag> flags) throws CapabilityException {
        unguarded("setFlags", () -> {
            file.setFlags(flags);
            return null;
        });
    }

    public void sync(boolean dataOnly) throws CapabilityException {
        unguarded("sync", () -> {
            file.sync(dataOnly);
            return null;
        });
    }

    /** The same open file, only to be read. */
    public FileCapability readOnly() throws CapabilityException {
        return only(Right.DIRECTORY_READ_ONLY);
    }

    /** Ends this capability and those derived from it. */
    @Override
    public void close() {
        revoke();
    }

    @Override
    void dispose() {
        file.close();
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
