// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/** Waiting for sockets that never block by themselves. */
public final class Sockets {

    private static final long SLICE_MILLIS = 20;

    private Sockets() {
    }

    /** Waits, out of the gate, until an operation of {@link java.nio.channels.SelectionKey} wouldn't block. */
    public static void await(SelectableChannel channel, int operation, Gate gate) throws CapabilityException, IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, operation);
            gate.leave();
            try {
                Blocking.await(() -> select(selector, gate));
            } finally {
                gate.back();
            }
        }
        gate.check();
    }

    private static void select(Selector selector, Gate gate) throws InterruptedException {
        try {
            while (gate.isLive() && selector.select(SLICE_MILLIS) == 0 && selector.keys().stream().allMatch(key -> key.isValid())) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } catch (IOException e) {
            // The operation itself will meet it again.
        }
    }

    /** What a failure of Java's sockets means. */
    public static CapabilityException failed(IOException e) {
        String text = String.valueOf(e.getMessage());
        ErrorKind kind = switch (e) {
            case BindException _ -> text.contains("in use") ? ErrorKind.ADDRINUSE : ErrorKind.ADDRNOTAVAIL;
            case NoRouteToHostException _ -> ErrorKind.HOSTUNREACH;
            case ConnectException _ -> text.contains("timed out") ? ErrorKind.TIMEDOUT : ErrorKind.CONNREFUSED;
            case UnknownHostException _ -> ErrorKind.NOENT;
            case ClosedChannelException _ -> ErrorKind.BADF;
            default -> text.contains("reset") ? ErrorKind.CONNRESET : text.contains("Broken pipe") ? ErrorKind.PIPE : ErrorKind.IO;
        };
        return new CapabilityException(kind, "network: " + text);
    }
}
