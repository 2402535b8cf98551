// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import org.jwasm.capabilities.host.Blocking;

/**
 * The end of the host's process. Java, when it ends, waits up to 300 ms for threads that are in the kernel, such as those of guests that
 * wait for a connection.
 *
 * <pre>{@code
 * Runtime.getRuntime().addShutdownHook(new Thread(ProcessEnd::begin));
 * }</pre>
 */
public final class ProcessEnd {

    private ProcessEnd() {
    }

    /**
     * To be called in a shutdown hook that needs no guest any more: none that waits in an operation of a capability comes back from it, also if it
     * is cancelled.
     */
    public static void begin() {
        Blocking.end();
    }
}
