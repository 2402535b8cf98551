// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

/**
 * The times to give to a file.
 *
 * @param accessed nanoseconds since 1970-01-01T00:00Z, or {@link #NOW} or {@link #KEEP}
 * @param modified likewise
 */
public record FileTimes(long accessed, long modified) {

    /** The time of the change. */
    public static final long NOW = Long.MIN_VALUE;
    /** Leave it as it is. */
    public static final long KEEP = Long.MIN_VALUE + 1;
}
