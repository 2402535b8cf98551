// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;

/** Structures and numbers of WASI in the guest's memory. */
final class Layout {

    private static final int FILESTAT_SIZE = 64;
    private static final int OLD_FILESTAT_SIZE = 56;
    static final int FDSTAT_SIZE = 24;
    static final int DIRENT_SIZE = 24;

    private static final int ATIM = 1;
    private static final int ATIM_NOW = 2;
    private static final int MTIM = 4;
    private static final int MTIM_NOW = 8;
    private static final int FST_FLAGS = 15;

    private Layout() {
    }

    static int fileType(FileType type) {
        return switch (type) {
            case UNKNOWN, FIFO -> 0;
            case BLOCK_DEVICE -> 1;
            case CHARACTER_DEVICE -> 2;
            case DIRECTORY -> 3;
            case REGULAR_FILE -> 4;
            case SOCKET_STREAM -> 6;
            case SYMBOLIC_LINK -> 7;
        };
    }

    static void storeStatus(Guest guest, long pointer, FileStatus status) throws WasiException {
        if (guest.layout() == Snapshot.UNSTABLE) {
            storeOldStatus(guest, guest.range(pointer, OLD_FILESTAT_SIZE), status);
            return;
        }
        long at = guest.range(pointer, FILESTAT_SIZE);
        guest.storeLong(at, status.device());
        guest.storeLong(at + 8, status.inode());
        guest.storeLong(at + 16, fileType(status.type()));
        guest.storeLong(at + 24, status.links());
        guest.storeLong(at + 32, status.size());
        guest.storeLong(at + 40, status.accessed());
        guest.storeLong(at + 48, status.modified());
        guest.storeLong(at + 56, status.changed());
    }

    /** The count of links has 32 bits, behind the type. */
    private static void storeOldStatus(Guest guest, long at, FileStatus status) throws WasiException {
        guest.storeLong(at, status.device());
        guest.storeLong(at + 8, status.inode());
        guest.storeInt(at + 16, fileType(status.type()));
        guest.storeInt(at + 20, status.links());
        guest.storeLong(at + 24, status.size());
        guest.storeLong(at + 32, status.accessed());
        guest.storeLong(at + 40, status.modified());
        guest.storeLong(at + 48, status.changed());
    }

    /** @throws WasiException INVAL for contradicting flags, or a time after the year 2262 */
    static FileTimes times(long accessed, long modified, long flags) throws WasiException {
        if ((flags & ~FST_FLAGS) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        return new FileTimes(time(accessed, flags, ATIM, ATIM_NOW), time(modified, flags, MTIM, MTIM_NOW));
    }

    private static long time(long given, long flags, int set, int now) throws WasiException {
        boolean sets = (flags & set) != 0;
        boolean setsNow = (flags & now) != 0;
        if (sets && setsNow || sets && given < 0) {
            throw new WasiException(Errno.INVAL);
        }
        return sets ? given : setsNow ? FileTimes.NOW : FileTimes.KEEP;
    }
}
