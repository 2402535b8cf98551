// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

import org.jwasm.capabilities.host.Gate;
import org.jwasm.capabilities.host.Sockets;

/** A connection: bytes in both directions. */
public final class TcpConnectionCapability extends Kind<TcpConnectionCapability> implements AutoCloseable {

    private static final Members<TcpConnectionCapability> MEMBERS = Members.of(TcpConnectionCapability.class)
                    .add("readOnly", 0, (self, _) -> self.without(Right.WRITE))
                    .add("read", 1, (self, a) -> {
                        ByteBuffer target = ByteBuffer.allocate(a.size(0));
                        self.read(target);
                        return new Bytes(Arrays.copyOf(target.array(), target.position()));
                    })
                    .add("write", 1, (self, a) -> self.write(ByteBuffer.wrap(a.bytes(0))))
                    .add("endOutput", 0, (self, _) -> {
                        self.endOutput();
                        return true;
                    })
                    .add("close", 0, (self, _) -> {
                        self.close();
                        return true;
                    });

    private final SharedChannel<SocketChannel> shared;

    TcpConnectionCapability(Origin origin, SharedChannel<SocketChannel> shared) {
        super(origin);
        this.shared = shared;
    }

    @Override
    public String kind() {
        return "tcp-connection";
    }

    @Override
    public String scope() {
        try {
            return String.valueOf(shared.channel.getRemoteAddress());
        } catch (IOException e) {
            return "closed";
        }
    }

    @Override
    TcpConnectionCapability copy(Origin origin) {
        return new TcpConnectionCapability(origin, shared.share());
    }

    /** Reads or writes without waiting. */
    @FunctionalInterface
    private interface Transfer {
        int run(ByteBuffer buffer) throws IOException;
    }

    private int transfer(Right right, String operation, ByteBuffer buffer, int readiness, Transfer transfer) throws CapabilityException {
        return transfer(right, operation, buffer, gate -> attempt(buffer, readiness, transfer, gate));
    }

    private int transfer(Right right, String operation, ByteBuffer buffer, NetworkKind.NetworkAction<Integer> action)
                    throws CapabilityException {
        return NetworkKind.network(this, right, operation, null, gate -> {
            int limit = buffer.limit();
            long granted = take(buffer.remaining(), operation);
            long charged = 0;
            int count = 0;
            try {
                if (right == Right.WRITE) {
                    output(granted, operation);
                    charged = granted;
                }
                buffer.limit(buffer.position() + (int) granted);
                count = action.run(gate);
                return count;
            } finally {
                buffer.limit(limit);
                giveBack(granted - Math.max(0, count));
                output(Math.min(0, Math.max(0, count) - charged), operation);
            }
        });
    }

    private int attempt(ByteBuffer buffer, int readiness, Transfer transfer, Gate gate) throws IOException, CapabilityException {
        int count = transfer.run(buffer);
        while (count == 0 && buffer.hasRemaining()) {
            Sockets.await(shared.channel, readiness, gate);
            count = transfer.run(buffer);
        }
        return count;
    }

    /** Reads at least one byte, waiting for it, unless there is no room; -1 at the end. */
    public int read(ByteBuffer target) throws CapabilityException {
        return transfer(Right.READ, "read", target, SelectionKey.OP_READ, shared.channel::read);
    }

    /** Writes at least one byte, waiting until it can, unless there is none; returns how many. */
    public int write(ByteBuffer source) throws CapabilityException {
        return transfer(Right.WRITE, "write", source, SelectionKey.OP_WRITE, shared.channel::write);
    }

    /** Reads what is there without waiting: 0 if nothing, -1 at the end. */
    public int tryRead(ByteBuffer target) throws CapabilityException {
        return transfer(Right.READ, "read", target, _ -> shared.channel.read(target));
    }

    /** Writes what can be written without waiting; returns how many bytes, perhaps 0. */
    public int tryWrite(ByteBuffer source) throws CapabilityException {
        return transfer(Right.WRITE, "write", source, _ -> shared.channel.write(source));
    }

    /** Takes nothing more from the other side: reads are at the end. */
    public void endInput() throws CapabilityException {
        NetworkKind.network(this, Right.READ, "endInput", null, _ -> shared.channel.shutdownInput());
    }

    SelectableChannel channel() {
        return shared.channel;
    }

    /** Tells the other side that nothing more comes. */
    public void endOutput() throws CapabilityException {
        NetworkKind.network(this, Right.WRITE, "endOutput", null, _ -> shared.channel.shutdownOutput());
    }

    public InetSocketAddress localAddress() throws CapabilityException {
        return NetworkKind.network(this, Right.READ, "localAddress", null, _ -> (InetSocketAddress) shared.channel.getLocalAddress());
    }

    public InetSocketAddress remoteAddress() throws CapabilityException {
        return NetworkKind.network(this, Right.READ, "remoteAddress", null, _ -> (InetSocketAddress) shared.channel.getRemoteAddress());
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
