// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.io.IOException;
import java.nio.channels.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/** A channel that is closed when all capabilities on it are dead. */
final class SharedChannel<C extends Channel> {

    final C channel;
    private final AtomicInteger owners = new AtomicInteger(1);

    SharedChannel(C channel) {
        this.channel = channel;
    }

    SharedChannel<C> share() {
        owners.incrementAndGet();
        return this;
    }

    void close() {
        if (owners.decrementAndGet() == 0) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nobody is left who could be told.
            }
        }
    }
}
