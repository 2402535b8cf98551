// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

/** Decides whether the memories and tables of an instance may grow, beside the limits that each has of its own. */
public interface ResourceLimiter {

    /** Lets everything pass. */
    ResourceLimiter NONE = new ResourceLimiter() {
        @Override
        public boolean memoryGrowing(long delta) {
            return true;
        }

        @Override
        public boolean tableGrowing(long delta) {
            return true;
        }
    };

    /**
     * Asked before a memory grows, or when it is made.
     *
     * @param delta the bytes by which it grows; negative where a growth that was granted failed
     * @return whether it may; if not, the growth fails
     * @throws WasmException exhaustion, to end the guest instead
     */
    boolean memoryGrowing(long delta);

    /** The same for a table and its elements. */
    boolean tableGrowing(long delta);
}
