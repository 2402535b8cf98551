// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

import org.jwasm.capabilities.host.Blocking;
import org.jwasm.capabilities.host.Sockets;

/**
 * Waiting for the first of several sockets. That needs no right: what a socket then gives does. A socket whose capability is
 * revoked, or closed, ends the wait.
 */
public final class NetworkWait {

    /** Often enough for a revocation, which closes the channel but doesn't wake the selector. */
    private static final long SLICE_MILLIS = 20;

    private record Entry(Capability capability, SelectableChannel channel, int operations) {
    }

    private final List<Entry> entries = new ArrayList<>();

    /** A connection that is to have bytes, or be at its end. */
    public NetworkWait forInput(TcpConnectionCapability connection) {
        entries.add(new Entry(connection, connection.channel(), SelectionKey.OP_READ));
        return this;
    }

    /** A connection that is to take bytes. */
    public NetworkWait forOutput(TcpConnectionCapability connection) {
        entries.add(new Entry(connection, connection.channel(), SelectionKey.OP_WRITE));
        return this;
    }

    /** A listener that is to have a connection. */
    public NetworkWait forConnection(TcpListenerCapability listener) {
        entries.add(new Entry(listener, listener.channel(), SelectionKey.OP_ACCEPT));
        return this;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether one is ready now. */
    public boolean isReady() throws CapabilityException {
        return await(0, false);
    }

    /**
     * Waits until one is ready, at most so many nanoseconds unless {@code endless}.
     *
     * @return whether one is ready, revoked or closed
     */
    public boolean await(long nanos, boolean endless) throws CapabilityException {
        long deadline = System.nanoTime() + nanos;
        try (Selector selector = Selector.open()) {
            for (Entry entry : entries) {
                SelectionKey key = entry.channel.keyFor(selector);
                entry.channel.register(selector, key == null ? entry.operations : key.interestOps() | entry.operations);
            }
            boolean[] ready = {selector.selectNow() > 0 || isOver(selector)};
            if (!ready[0] && (endless || nanos > 0)) {
                Blocking.await(() -> ready[0] = select(selector, deadline, endless));
            }
            return ready[0];
        } catch (ClosedChannelException | CancelledKeyException e) {
            // The operation itself will meet it again.
            return true;
        } catch (IOException e) {
            throw Sockets.failed(e);
        }
    }

    private boolean isOver(Selector selector) {
        return entries.stream().anyMatch(entry -> !entry.capability.isLive()) || selector.keys().stream().anyMatch(key -> !key.isValid());
    }

    private boolean select(Selector selector, long deadline, boolean endless) throws InterruptedException {
        try {
            while (true) {
                long left = endless ? Long.MAX_VALUE : deadline - System.nanoTime();
                // Rounded up, or a wait would spin in its last millisecond.
                long millis = Math.min(SLICE_MILLIS, left / 1_000_000 + 1);
                boolean ready = left <= 0 ? selector.selectNow() > 0 : selector.select(millis) > 0;
                if (ready || isOver(selector)) {
                    return true;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (left <= 0) {
                    return false;
                }
            }
        } catch (IOException e) {
            return true;
        }
    }
}
