// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

/**
 * A name in a directory.
 *
 * @param next the cookie from which to list the entries after this one
 */
public record DirectoryEntry(String name, long inode, FileType type, long next) {
}
