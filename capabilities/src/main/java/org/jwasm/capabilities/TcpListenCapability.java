// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

import org.jwasm.capabilities.internal.Endpoints;

/** The authority to wait for connections at local addresses and ports, such as {@code 127.0.0.1:8000-8099}; port 0 is any free one. */
public final class TcpListenCapability extends NetworkKind<TcpListenCapability> {

    private static final Members<TcpListenCapability> MEMBERS = Members.of(TcpListenCapability.class)
                    .add("only", 0, Integer.MAX_VALUE, (self, a) -> self.only(a.strings(0).toArray(String[]::new)))
                    .add("listen", 2, (self, a) -> self.listen(a.string(0), a.integer(1)));

    private TcpListenCapability(Origin origin, Endpoints endpoints) {
        super(origin, endpoints);
    }

    /** @throws IllegalArgumentException for a pattern that is none */
    public static TcpListenCapability of(String... patterns) {
        return new TcpListenCapability(Origin.original(Right.LISTEN, Right.READ, Right.WRITE), Endpoints.of(patterns));
    }

    @Override
    public String kind() {
        return "tcp-listen";
    }

    @Override
    TcpListenCapability copy(Origin origin, Endpoints narrower) {
        return new TcpListenCapability(origin, narrower);
    }

    /** Starts to listen. */
    public TcpListenerCapability listen(String host, int port) throws CapabilityException {
        return network(Right.LISTEN, "listen", host + ":" + port, _ -> {
            InetSocketAddress address = new InetSocketAddress(addresses(host, port, "listen").getFirst(), port);
            ServerSocketChannel channel = ServerSocketChannel.open();
            boolean bound = false;
            try {
                channel.configureBlocking(false);
                channel.bind(address);
                bound = true;
            } finally {
                if (!bound) {
                    channel.close();
                }
            }
            return attach(opened(new TcpListenerCapability(Origin.opened(this, rightsMask()), new SharedChannel<>(channel)), "listen"), "listen");
        });
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
