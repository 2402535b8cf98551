// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.time.Instant;

/** Where caveats and audit logs take their time from; tests put their own in its place. */
public interface TimeSource {

    /** Nanoseconds since some point, never backwards. */
    long nanos();

    /** The time of day. */
    Instant now();

    /** The host's clocks. */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
