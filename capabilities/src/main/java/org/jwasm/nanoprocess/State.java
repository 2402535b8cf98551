// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

/** Where a nano-process is in its life. */
public enum State {
    /** It has its place, but its module isn't linked yet. */
    NEW,
    /** It can be called. */
    RUNNING,
    /** Its code doesn't go on until {@link NanoProcess#resume()}. */
    PAUSED,
    /** It's over for good; {@link NanoProcess#death()} tells why. */
    DEAD
}
