// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

import org.jwasm.capabilities.host.Gate;
import org.jwasm.capabilities.host.Sockets;
import org.jwasm.capabilities.internal.Endpoints;

/**
 * The authority to connect to hosts and ports.
 *
 * <pre>{@code
 * TcpConnectCapability net = TcpConnectCapability.of("*.example.org:443", "10.1.0.0/16:5432");
 * TcpConnectionCapability connection = net.only("api.example.org:443").connect("api.example.org", 443);
 * }</pre>
 *
 * <p>A name must have a pattern; then its addresses are asked for, checked, and the connection goes to a checked one. An address that
 * isn't public needs a pattern of its own, so that the owner of a name can't aim it at the inside; {@code localhost} is the exception.
 */
public final class TcpConnectCapability extends NetworkKind<TcpConnectCapability> {

    private static final Members<TcpConnectCapability> MEMBERS = Members.of(TcpConnectCapability.class)
                    .add("only", 0, Integer.MAX_VALUE, (self, a) -> self.only(a.strings(0).toArray(String[]::new)))
                    .add("connect", 2, (self, a) -> self.connect(a.string(0), a.integer(1)));

    private TcpConnectCapability(Origin origin, Endpoints endpoints) {
        super(origin, endpoints);
    }

    /** @throws IllegalArgumentException for a pattern that is none */
    public static TcpConnectCapability of(String... patterns) {
        return of(Endpoints.of(patterns));
    }

    static TcpConnectCapability of(Endpoints endpoints) {
        return new TcpConnectCapability(Origin.original(Right.CONNECT, Right.READ, Right.WRITE), endpoints);
    }

    @Override
    public String kind() {
        return "tcp-connect";
    }

    @Override
    TcpConnectCapability copy(Origin origin, Endpoints narrower) {
        return new TcpConnectCapability(origin, narrower);
    }

    /** Connects to the first of the host's allowed addresses that answers. */
    public TcpConnectionCapability connect(String host, int port) throws CapabilityException {
        return network(Right.CONNECT, "connect", host + ":" + port, gate -> {
            IOException failure = null;
            for (InetAddress address : addresses(host, port, "connect")) {
                try {
                    SocketChannel channel = connect(new InetSocketAddress(address, port), gate);
                    return attach(opened(new TcpConnectionCapability(Origin.opened(this, rightsMask()), new SharedChannel<>(channel)), "connect"), "connect");
                } catch (IOException e) {
                    failure = e;
                }
            }
            throw failure;
        });
    }

    private static SocketChannel connect(InetSocketAddress address, Gate gate) throws IOException, CapabilityException {
        SocketChannel channel = SocketChannel.open();
        boolean connected = false;
        try {
            channel.configureBlocking(false);
            channel.connect(address);
            while (!channel.finishConnect()) {
                Sockets.await(channel, SelectionKey.OP_CONNECT, gate);
            }
            connected = true;
            return channel;
        } finally {
            if (!connected) {
                channel.close();
            }
        }
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
