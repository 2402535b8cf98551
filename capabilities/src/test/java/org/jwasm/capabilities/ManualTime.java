// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.time.Duration;
import java.time.Instant;

/** Time that only tests move. */
final class ManualTime implements TimeSource {

    private Instant instant = Instant.parse("2026-01-01T00:00:00Z");

    synchronized void advance(Duration duration) {
        instant = instant.plus(duration);
    }

    @Override
    public synchronized long nanos() {
        // Near the overflow, which comparisons must stand.
        return Long.MAX_VALUE - 1_000 + Duration.between(Instant.parse("2026-01-01T00:00:00Z"), instant).toNanos();
    }

    @Override
    public synchronized Instant now() {
        return instant;
    }
}
