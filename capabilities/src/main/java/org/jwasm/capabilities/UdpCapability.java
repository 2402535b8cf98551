// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

import org.jwasm.capabilities.internal.Endpoints;

/** The authority to exchange datagrams with hosts and ports. Datagrams from others are dropped unseen. */
public final class UdpCapability extends NetworkKind<UdpCapability> {

    private static final Members<UdpCapability> MEMBERS = Members.of(UdpCapability.class)
                    .add("only", 0, Integer.MAX_VALUE, (self, a) -> self.only(a.strings(0).toArray(String[]::new)))
                    .add("open", 0, (self, _) -> self.open())
                    .add("bind", 2, (self, a) -> self.bind(a.string(0), a.integer(1)));

    private UdpCapability(Origin origin, Endpoints endpoints) {
        super(origin, endpoints);
    }

    /** @throws IllegalArgumentException for a pattern that is none */
    public static UdpCapability of(String... patterns) {
        return new UdpCapability(Origin.original(Right.CONNECT, Right.LISTEN, Right.READ, Right.WRITE), Endpoints.of(patterns));
    }

    @Override
    public String kind() {
        return "udp";
    }

    @Override
    UdpCapability copy(Origin origin, Endpoints narrower) {
        return new UdpCapability(origin, narrower);
    }

    /** A socket at any free port. */
    public UdpSocketCapability open() throws CapabilityException {
        return network(Right.CONNECT, "open", null, _ -> socket(null));
    }

    /** A socket at a local address and port, which the patterns must have too; it needs the right {@link Right#LISTEN}. */
    public UdpSocketCapability bind(String host, int port) throws CapabilityException {
        return network(Right.LISTEN, "bind", host + ":" + port,
                        _ -> socket(new InetSocketAddress(addresses(host, port, "bind").getFirst(), port)));
    }

    private UdpSocketCapability socket(InetSocketAddress local) throws java.io.IOException, CapabilityException {
        DatagramChannel channel = DatagramChannel.open();
        boolean bound = false;
        try {
            channel.configureBlocking(false);
            channel.bind(local);
            bound = true;
        } finally {
            if (!bound) {
                channel.close();
            }
        }
        return attach(opened(new UdpSocketCapability(Origin.opened(this, rightsMask()), endpoints, new SharedChannel<>(channel)), "open"), "open");
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
