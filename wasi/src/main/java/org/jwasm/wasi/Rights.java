// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.Right;

/** The rights of descriptors in WASI preview 1, as bits. */
final class Rights {

    static final long FD_DATASYNC = 1L << 0;
    static final long FD_READ = 1L << 1;
    static final long FD_SEEK = 1L << 2;
    static final long FD_FDSTAT_SET_FLAGS = 1L << 3;
    static final long FD_SYNC = 1L << 4;
    static final long FD_TELL = 1L << 5;
    static final long FD_WRITE = 1L << 6;
    static final long FD_ADVISE = 1L << 7;
    static final long FD_ALLOCATE = 1L << 8;
    static final long PATH_CREATE_DIRECTORY = 1L << 9;
    static final long PATH_CREATE_FILE = 1L << 10;
    static final long PATH_LINK_SOURCE = 1L << 11;
    static final long PATH_LINK_TARGET = 1L << 12;
    static final long PATH_OPEN = 1L << 13;
    static final long FD_READDIR = 1L << 14;
    static final long PATH_READLINK = 1L << 15;
    static final long PATH_RENAME_SOURCE = 1L << 16;
    static final long PATH_RENAME_TARGET = 1L << 17;
    static final long PATH_FILESTAT_GET = 1L << 18;
    static final long PATH_FILESTAT_SET_SIZE = 1L << 19;
    static final long PATH_FILESTAT_SET_TIMES = 1L << 20;
    static final long FD_FILESTAT_GET = 1L << 21;
    static final long FD_FILESTAT_SET_SIZE = 1L << 22;
    static final long FD_FILESTAT_SET_TIMES = 1L << 23;
    static final long PATH_SYMLINK = 1L << 24;
    static final long PATH_REMOVE_DIRECTORY = 1L << 25;
    static final long PATH_UNLINK_FILE = 1L << 26;
    static final long POLL_FD_READWRITE = 1L << 27;
    static final long SOCK_SHUTDOWN = 1L << 28;
    static final long SOCK_ACCEPT = 1L << 29;

    /** What can be done with the contents of a file; asks for the host's file to be opened that way. */
    static final long READS = FD_READ | FD_READDIR;
    static final long WRITES = FD_WRITE | FD_ALLOCATE | FD_FILESTAT_SET_SIZE;

    static final long FILE = FD_DATASYNC | FD_READ | FD_SEEK | FD_FDSTAT_SET_FLAGS | FD_SYNC | FD_TELL | FD_WRITE | FD_ADVISE |
                    FD_ALLOCATE | FD_FILESTAT_GET | FD_FILESTAT_SET_SIZE | FD_FILESTAT_SET_TIMES | POLL_FD_READWRITE;
    static final long STREAM = FD_FDSTAT_SET_FLAGS | FD_FILESTAT_GET | POLL_FD_READWRITE;
    static final long CONNECTION = STREAM | FD_READ | FD_WRITE | SOCK_SHUTDOWN;
    static final long LISTENER = STREAM | SOCK_ACCEPT;
    static final long DIRECTORY = FD_FDSTAT_SET_FLAGS | FD_SYNC | FD_DATASYNC | PATH_CREATE_DIRECTORY | PATH_CREATE_FILE |
                    PATH_LINK_SOURCE | PATH_LINK_TARGET | PATH_OPEN | FD_READDIR | PATH_READLINK | PATH_RENAME_SOURCE | PATH_RENAME_TARGET |
                    PATH_FILESTAT_GET | PATH_FILESTAT_SET_SIZE | PATH_FILESTAT_SET_TIMES | FD_FILESTAT_GET | FD_FILESTAT_SET_TIMES |
                    PATH_SYMLINK | PATH_REMOVE_DIRECTORY | PATH_UNLINK_FILE;

    /**
     * What a preopened directory lets its files have. It is not narrowed by the capability: the C library asks only for what it
     * finds here, so a file of a read-only tree would be opened for writing with success and fail at the first write.
     */
    static final long INHERITING = DIRECTORY | FILE;

    private Rights() {
    }

    /** The rights on a directory that its capability has. */
    static long of(DirectoryCapability directory) {
        long rights = DIRECTORY;
        rights &= directory.allows(Right.CREATE) ? -1
                        : ~(PATH_CREATE_DIRECTORY | PATH_CREATE_FILE | PATH_LINK_TARGET | PATH_RENAME_TARGET | PATH_SYMLINK);
        rights &= directory.allows(Right.REMOVE) ? -1
                        : ~(PATH_RENAME_SOURCE | PATH_RENAME_TARGET | PATH_REMOVE_DIRECTORY | PATH_UNLINK_FILE);
        rights &= directory.allows(Right.SET_TIMES) ? -1 : ~(PATH_FILESTAT_SET_TIMES | FD_FILESTAT_SET_TIMES);
        rights &= directory.allows(Right.STATUS) ? -1 : ~(PATH_FILESTAT_GET | FD_FILESTAT_GET);
        rights &= directory.allows(Right.WRITE) ? -1 : ~PATH_FILESTAT_SET_SIZE;
        rights &= directory.allows(Right.READ) ? -1 : ~PATH_READLINK;
        return rights & (directory.allows(Right.LIST) ? -1 : ~FD_READDIR);
    }
}
