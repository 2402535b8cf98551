// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import org.jwasm.capabilities.host.Sockets;

/** A socket that waits for connections. */
public final class TcpListenerCapability extends Kind<TcpListenerCapability> implements AutoCloseable {

    private static final Members<TcpListenerCapability> MEMBERS = Members.of(TcpListenerCapability.class)
                    .add("accept", 0, (self, _) -> self.accept())
                    .add("port", 0, (self, _) -> self.localAddress().getPort())
                    .add("close", 0, (self, _) -> {
                        self.close();
                        return true;
                    });

    private final SharedChannel<ServerSocketChannel> shared;

    TcpListenerCapability(Origin origin, SharedChannel<ServerSocketChannel> shared) {
        super(origin);
        this.shared = shared;
    }

    @Override
    public String kind() {
        return "tcp-listener";
    }

    @Override
    public String scope() {
        try {
            return String.valueOf(shared.channel.getLocalAddress());
        } catch (IOException e) {
            return "closed";
        }
    }

    @Override
    TcpListenerCapability copy(Origin origin) {
        return new TcpListenerCapability(origin, shared.share());
    }

    /** Waits for the next connection. */
    public TcpConnectionCapability accept() throws CapabilityException {
        return NetworkKind.network(this, Right.LISTEN, "accept", null, gate -> {
            SocketChannel accepted = shared.channel.accept();
            while (accepted == null) {
                Sockets.await(shared.channel, SelectionKey.OP_ACCEPT, gate);
                accepted = shared.channel.accept();
            }
            return connection(accepted);
        });
    }

    /** The next connection if one waits already, else null. */
    public TcpConnectionCapability tryAccept() throws CapabilityException {
        return NetworkKind.network(this, Right.LISTEN, "accept", null, _ -> {
            SocketChannel accepted = shared.channel.accept();
            return accepted == null ? null : connection(accepted);
        });
    }

    private TcpConnectionCapability connection(SocketChannel accepted) throws CapabilityException, IOException {
        accepted.configureBlocking(false);
        return attach(opened(new TcpConnectionCapability(Origin.opened(this, rightsMask()), new SharedChannel<>(accepted)), "accept"), "accept");
    }

    SelectableChannel channel() {
        return shared.channel;
    }

    public InetSocketAddress localAddress() throws CapabilityException {
        return NetworkKind.network(this, Right.LISTEN, "localAddress", null, _ -> (InetSocketAddress) shared.channel.getLocalAddress());
    }

    /** Ends this capability and those derived from it. */
    @Override
    public void close() {
        revoke();
    }

    @Override
    void dispose() {
        shared.close();
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
