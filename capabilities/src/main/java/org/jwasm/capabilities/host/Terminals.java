// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells terminals from files and pipes. */
public final class Terminals {

    private Terminals() {
    }

    /** Whether writes to the standard stream 0, 1 or 2 of this process may wait for a reader, which those to files don't. */
    public static boolean mayBlock(int stream) {
        try {
            return !Files.isRegularFile(Path.of("/proc/self/fd/" + stream).toRealPath());
        } catch (IOException | UnsupportedOperationException e) {
            // Pipes and sockets have no path.
            return true;
        }
    }

    /** Whether the standard stream 0, 1 or 2 of this process is a terminal. */
    public static boolean isTerminal(int stream) {
        Path link = Path.of("/proc/self/fd/" + stream);
        try {
            // Asked of the kernel by name: the native way costs a tenth of a second of start-up.
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return !Files.exists(Path.of("/proc/self/fd")) && System.console() != null && System.console().isTerminal();
        }
    }
}
