package org.jwasm.capabilities;

/**
 * A name in a directory.
 *
 * @param next the cookie from which to list the entries after this one
 */
public record DirectoryEntry(String name, long inode, FileType type, long next) {
}
