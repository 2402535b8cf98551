// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import org.jwasm.capabilities.CapabilityException;

/** An operation that runs now, which leaves the capability's count of operations in flight while it only waits. */
public interface Gate {

    /** Before waiting. */
    void leave();

    /** After waiting, however that ended. */
    void back();

    /** Before the next effect, when {@link #back()}: fails if the capability is revoked or expired by now. */
    void check() throws CapabilityException;

    boolean isLive();
}
