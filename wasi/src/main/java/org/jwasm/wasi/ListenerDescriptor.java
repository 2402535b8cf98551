// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.NetworkWait;
import org.jwasm.capabilities.TcpConnectionCapability;
import org.jwasm.capabilities.TcpListenerCapability;

/** A granted listener. */
final class ListenerDescriptor extends Descriptor {

    private final TcpListenerCapability listener;

    ListenerDescriptor(TcpListenerCapability listener) {
        super(Rights.LISTENER, Rights.CONNECTION, 0);
        this.listener = listener;
    }

    TcpListenerCapability listener() {
        return listener;
    }

    /** The next connection, waiting for it unless {@code nonBlocking}. */
    TcpConnectionCapability accept(boolean nonBlocking) throws CapabilityException, WasiException {
        if (!nonBlocking) {
            return listener.accept();
        }
        TcpConnectionCapability connection = listener.tryAccept();
        if (connection == null) {
            throw new WasiException(Errno.AGAIN);
        }
        return connection;
    }

    boolean isAcceptable() throws CapabilityException {
        return new NetworkWait().forConnection(listener).isReady();
    }

    @Override
    Capability capability() {
        return listener;
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
        // NONBLOCK is looked at by each accept.
    }

    @Override
    void close() {
        // It belongs to whoever granted it.
    }
}
