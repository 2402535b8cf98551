// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.nio.ByteBuffer;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.host.LinuxSystem.Call;

/** {@code struct statx}, {@code struct timespec} and the file types of Linux. */
final class LinuxStatus {

    private static final int BASIC_MASK = 0x7FF;
    private static final long NANOS = 1_000_000_000;
    private static final long UTIME_NOW = (1 << 30) - 1;
    private static final long UTIME_OMIT = (1 << 30) - 2;

    private LinuxStatus() {
    }

    /**
     * What a descriptor is open on. The old call, whose structure is not the same everywhere, but which is the quickest.
     *
     * @param scratch of which the structure is overwritten
     */
    static FileType typeOf(Scratch scratch, int descriptor) throws CapabilityException {
        LinuxErrors.check(LinuxSystem.call(Call.FSTAT, descriptor, scratch.structAddress(), 0), "status");
        return type(scratch.struct().getInt(LinuxSystem.OLD_MODE) >> 12 & 15);
    }

    /** The status of what a descriptor is open on, also of one that only names a file. */
    static FileStatus of(int descriptor) throws CapabilityException {
        try (Scratch scratch = Scratch.take()) {
            LinuxErrors.check(LinuxSystem.call(Call.STATX, descriptor, scratch.noPath(), LinuxSystem.AT_EMPTY_PATH, BASIC_MASK, scratch.structAddress()), "status");
            ByteBuffer struct = scratch.struct();
            long device = struct.getInt(136) * (1L << 32) | struct.getInt(140) & 0xFFFFFFFFL;
            return new FileStatus(device, struct.getLong(32), type(struct.getShort(28) >> 12 & 15), struct.getInt(16) & 0xFFFFFFFFL, struct.getLong(40),
                            time(struct, 64), time(struct, 112), time(struct, 96));
        }
    }

    private static long time(ByteBuffer struct, int offset) {
        return struct.getLong(offset) * NANOS + struct.getInt(offset + 8);
    }

    /** The type for the number that modes and directory entries have in common. */
    static FileType type(int number) {
        return switch (number) {
            case 1 -> FileType.FIFO;
            case 2 -> FileType.CHARACTER_DEVICE;
            case 4 -> FileType.DIRECTORY;
            case 6 -> FileType.BLOCK_DEVICE;
            case 8 -> FileType.REGULAR_FILE;
            case 10 -> FileType.SYMBOLIC_LINK;
            case 12 -> FileType.SOCKET_STREAM;
            default -> FileType.UNKNOWN;
        };
    }

    /** Sets the times of what a descriptor is open on, also of one that only names a file. */
    static void setTimes(int descriptor, FileTimes times) throws CapabilityException {
        try (Scratch scratch = Scratch.take()) {
            write(scratch.struct(), 0, times.accessed());
            write(scratch.struct(), 16, times.modified());
            LinuxErrors.check(LinuxSystem.call(Call.UTIMENSAT, descriptor, scratch.noPath(), scratch.structAddress(),
                            LinuxSystem.AT_EMPTY_PATH, 0), "setting times");
        }
    }

    private static void write(ByteBuffer struct, int offset, long time) {
        boolean special = time == FileTimes.NOW || time == FileTimes.KEEP;
        struct.putLong(offset, special ? 0 : Math.floorDiv(time, NANOS));
        struct.putLong(offset + 8,
                        time == FileTimes.NOW ? UTIME_NOW : time == FileTimes.KEEP ? UTIME_OMIT : Math.floorMod(time, NANOS));
    }
}
