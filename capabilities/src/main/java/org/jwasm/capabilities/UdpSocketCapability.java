// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Arrays;

import org.jwasm.capabilities.host.Sockets;
import org.jwasm.capabilities.internal.Endpoints;
import org.jwasm.runtime.ResultArray;

/** A socket for datagrams. */
public final class UdpSocketCapability extends NetworkKind<UdpSocketCapability> implements AutoCloseable {

    private static final int LARGEST = 65535;
    private static final Members<UdpSocketCapability> MEMBERS = Members.of(UdpSocketCapability.class)
                    .add("only", 0, Integer.MAX_VALUE, (self, a) -> self.only(a.strings(0).toArray(String[]::new)))
                    .add("send", 3, (self, a) -> {
                        self.send(a.string(0), a.integer(1), a.bytes(2));
                        return true;
                    })
                    .add("receive", 0, (self, _) -> {
                        Datagram datagram = self.receive();
                        return new ResultArray(datagram.source().getAddress().getHostAddress(), datagram.source().getPort(),
                                        new Bytes(datagram.contents()));
                    })
                    .add("port", 0, (self, _) -> self.localAddress().getPort())
                    .add("close", 0, (self, _) -> {
                        self.close();
                        return true;
                    });

    /** What came from where. */
    public record Datagram(InetSocketAddress source, byte[] contents) {
    }

    private final SharedChannel<DatagramChannel> shared;

    UdpSocketCapability(Origin origin, Endpoints endpoints, SharedChannel<DatagramChannel> shared) {
        super(origin, endpoints);
        this.shared = shared;
    }

    @Override
    public String kind() {
        return "udp-socket";
    }

    @Override
    UdpSocketCapability copy(Origin origin, Endpoints narrower) {
        return new UdpSocketCapability(origin, narrower, shared.share());
    }

    /** Sends one datagram; MSGSIZE if it is too large for one. */
    public void send(String host, int port, byte[] contents) throws CapabilityException {
        network(Right.WRITE, "send", host + ":" + port, gate -> {
            InetSocketAddress target = new InetSocketAddress(addresses(host, port, "send").getFirst(), port);
            if (contents.length > LARGEST) {
                throw new CapabilityException(ErrorKind.MSGSIZE, "a datagram has at most " + LARGEST + " bytes");
            }
            takeAll(contents.length, "send");
            output(contents.length, "send");
            ByteBuffer source = ByteBuffer.wrap(contents);
            while (shared.channel.send(source, target) == 0 && contents.length > 0) {
                Sockets.await(shared.channel, SelectionKey.OP_WRITE, gate);
            }
            return null;
        });
    }

    /** Waits for the next datagram from who may send one. */
    public Datagram receive() throws CapabilityException {
        return network(Right.READ, "receive", null, gate -> {
            ByteBuffer target = ByteBuffer.allocate(LARGEST);
            while (true) {
                InetSocketAddress source = (InetSocketAddress) shared.channel.receive(target.clear());
                if (source == null) {
                    Sockets.await(shared.channel, SelectionKey.OP_READ, gate);
                } else if (endpoints.allowsAddress(source.getAddress(), source.getPort())) {
                    takeAll(target.position(), "receive");
                    return new Datagram(source, Arrays.copyOf(target.array(), target.position()));
                }
            }
        });
    }

    public InetSocketAddress localAddress() throws CapabilityException {
        return network(Right.READ, "localAddress", null, _ -> (InetSocketAddress) shared.channel.getLocalAddress());
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
