// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.nio.ByteBuffer;

import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.NetworkWait;
import org.jwasm.capabilities.TcpConnectionCapability;

/** A connection, granted or accepted, with the bytes that were looked at but not taken yet. */
final class SocketDescriptor extends Descriptor {

    private static final int AHEAD = 1 << 16;

    private final TcpConnectionCapability connection;
    private final boolean granted;
    private ByteBuffer ahead;
    private boolean ended;
    private volatile boolean inputShut;

    private SocketDescriptor(TcpConnectionCapability connection, boolean granted, long base, int flags) {
        super(base & Rights.CONNECTION, 0, flags);
        this.connection = connection;
        this.granted = granted;
    }

    static SocketDescriptor granted(TcpConnectionCapability connection) {
        return new SocketDescriptor(connection, true, Rights.CONNECTION, 0);
    }

    static SocketDescriptor accepted(TcpConnectionCapability connection, long base, int flags) {
        return new SocketDescriptor(connection, false, base, flags);
    }

    TcpConnectionCapability connection() {
        return connection;
    }

    /** Takes bytes without waiting: 0 if there are none, -1 at the end. */
    synchronized int take(ByteBuffer target) throws CapabilityException {
        if (ahead != null && ahead.hasRemaining()) {
            int count = Math.min(ahead.remaining(), target.remaining());
            target.put(ahead.slice(ahead.position(), count));
            ahead.position(ahead.position() + count);
            return count;
        }
        return ended || inputShut ? -1 : connection.tryRead(target);
    }

    /** Copies bytes without taking them: 0 if there are none, -1 at the end. */
    synchronized int peek(ByteBuffer target) throws CapabilityException {
        int known = lookAhead(target.remaining());
        int count = Math.min(known, target.remaining());
        target.put(ahead.slice(ahead.position(), count));
        return count == 0 && (ended || inputShut) ? -1 : count;
    }

    /** How many bytes are known to be there; reads ahead if there are fewer than wanted. */
    private int lookAhead(int wanted) throws CapabilityException {
        if (ahead == null) {
            ahead = ByteBuffer.allocate(AHEAD).flip();
        }
        if (ahead.remaining() < Math.min(wanted, AHEAD) && !ended && !inputShut) {
            ahead.compact();
            try {
                ended = connection.tryRead(ahead) < 0;
            } finally {
                ahead.flip();
            }
        }
        return ahead.remaining();
    }

    /** The bytes that are there, at least if any are; -1 at the end. */
    synchronized int available() throws CapabilityException {
        int known = lookAhead(1);
        return known == 0 && (ended || inputShut) ? -1 : known;
    }

    boolean isWritable() throws CapabilityException {
        return new NetworkWait().forOutput(connection).isReady();
    }

    void shutInput() throws CapabilityException {
        inputShut = true;
        connection.endInput();
    }

    @Override
    Capability capability() {
        return connection;
    }

    @Override
    FileType type() {
        return FileType.SOCKET_STREAM;
    }

    @Override
    FileStatus status() {
        return new FileStatus(0, 0, type(), 1, 0, 0, 0, 0);
    }

    @Override
    void setTimes(FileTimes times) throws WasiException {
        throw new WasiException(Errno.NOTSUP);
    }

    @Override
    void sync(boolean dataOnly) throws WasiException {
        throw new WasiException(Errno.INVAL);
    }

    @Override
    void applyFlags(int changed) {
        // NONBLOCK is looked at by each transfer.
    }

    @Override
    void close() {
        if (!granted) {
            connection.close();
        }
    }
}
