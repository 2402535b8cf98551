// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

/**
 * What a file system knows of a file.
 *
 * @param device the number of the file system
 * @param inode the number of the file in it
 * @param size bytes
 * @param accessed nanoseconds since 1970-01-01T00:00Z, as the other times
 */
public record FileStatus(long device, long inode, FileType type, long links, long size, long accessed, long modified, long changed) {
}
