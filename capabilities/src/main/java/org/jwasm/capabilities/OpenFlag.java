// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

/** How to open a file or directory by its path. */
public enum OpenFlag {
    READ,
    WRITE,
    /** Every write goes to the end. */
    APPEND,
    /** Make the file if it doesn't exist. */
    CREATE,
    /** Fail if the file exists; with {@link #CREATE}. */
    EXCLUSIVE,
    /** Cut the file to no bytes. */
    TRUNCATE,
    /** Fail unless it is a directory. */
    DIRECTORY,
    /** Fail if the last component is a symbolic link. */
    NOFOLLOW,
    /** Writes wait until data and metadata are on the disk. */
    SYNC,
    /** Writes wait until the data are on the disk. */
    DSYNC,
    /** Fail with AGAIN rather than wait (FIFOs, devices). */
    NONBLOCK
}
