// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.List;
import java.util.Map;
import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.capabilities.TcpConnectCapability;
import org.jwasm.capabilities.TcpListenCapability;
import org.jwasm.wasi.Wasi;

/** Makes all the capabilities that a guest of the command line gets; there is no other place where it gets one. */
final class Authority {

    private Authority() {
    }

    /**
     * WASI with what the user granted.
     *
     * @throws LoadException if a directory can't be opened
     */
    static Wasi wasi(Grants grants) throws LoadException {
        Wasi.Builder builder = Wasi.builder()
                        .arguments(ArgumentsCapability.of(grants.arguments()))
                        .environment(EnvironmentCapability.of(grants.environment()))
                        .stdin(InputStreamCapability.standardInput())
                        .stdout(OutputStreamCapability.standardOutput(grants.rawOutput()))
                        .stderr(OutputStreamCapability.standardError(grants.rawOutput()))
                        .threads(grants.threads())
                        .clocks(ClockCapability.realtime(), ClockCapability.monotonic(), ClockCapability.processCpu(),
                                        ClockCapability.threadCpu())
                        .random(RandomCapability.secure());
        for (DirectoryGrant grant : grants.directories()) {
            builder.preopen(grant.guest(), open(grant));
        }
        for (SocketGrant grant : grants.listeners()) {
            builder.listener(socket(grant, () -> TcpListenCapability.of(grant.toString()).listen(grant.host(), grant.port())));
        }
        for (SocketGrant grant : grants.connections()) {
            // The user's own word, so an address of the inside is meant.
            builder.connection(socket(grant, () -> TcpConnectCapability.of(grant.toString()).connect(grant.host(), grant.port())));
        }
        return builder.build();
    }

    /** Opens a socket. */
    @FunctionalInterface
    private interface Opening<T> {
        T run() throws CapabilityException;
    }

    private static <T> T socket(SocketGrant grant, Opening<T> opening) throws LoadException {
        try {
            return opening.run();
        } catch (CapabilityException e) {
            throw new LoadException(grant.toString(), e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new LoadException(grant.toString(), "no address of a socket: " + e.getMessage());
        }
    }

    /** What the user granted. */
    record Grants(List<String> arguments, Map<String, String> environment, List<DirectoryGrant> directories, List<SocketGrant> listeners,
                    List<SocketGrant> connections, int threads, boolean rawOutput) {
    }

    private static DirectoryCapability open(DirectoryGrant grant) throws LoadException {
        try {
            return DirectoryCapability.open(grant.host(), grant.readOnly() ? Right.DIRECTORY_READ_ONLY : Right.DIRECTORY);
        } catch (CapabilityException e) {
            String reason = switch (e.kind()) {
                case NOENT -> "no such directory";
                case NOTDIR -> "not a directory";
                case ACCES, PERM -> "permission denied";
                default -> "can't be granted: " + e.getMessage();
            };
            throw new LoadException(grant.host().toString(), reason);
        }
    }
}
