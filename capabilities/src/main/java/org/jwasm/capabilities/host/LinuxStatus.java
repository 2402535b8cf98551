// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.host.LinuxSystem.Call;

/** {@code struct statx}, {@code struct timespec} and the file types of Linux. */
final class LinuxStatus {

    private static final int TYPE_MASK = 1;
    private static final int BASIC_MASK = 0x7FF;
    private static final long NANOS = 1_000_000_000;
    private static final long UTIME_NOW = (1 << 30) - 1;
    private static final long UTIME_OMIT = (1 << 30) - 2;

    private LinuxStatus() {
    }

    /** What a descriptor is open on. */
    static FileType typeOf(int descriptor) throws CapabilityException {
        try (Scratch scratch = Scratch.take()) {
            return type(statx(scratch, descriptor, TYPE_MASK));
        }
    }

    private static FileType type(MemorySegment struct) {
        return type(struct.get(ValueLayout.JAVA_SHORT, 28) >> 12 & 15);
    }

    private static MemorySegment statx(Scratch scratch, int descriptor, int mask) throws CapabilityException {
        MemorySegment struct = scratch.struct();
        LinuxErrors.check(LinuxSystem.call(scratch, Call.STATX, descriptor, scratch.path(""), LinuxSystem.AT_EMPTY_PATH, mask, struct.address()), "status");
        return struct;
    }

    /** The status of what a descriptor is open on, also of one that only names a file. */
    static FileStatus of(int descriptor) throws CapabilityException {
        try (Scratch scratch = Scratch.take()) {
            MemorySegment struct = statx(scratch, descriptor, BASIC_MASK);
            long device = struct.get(ValueLayout.JAVA_INT, 136) * (1L << 32) | struct.get(ValueLayout.JAVA_INT, 140) & 0xFFFFFFFFL;
            return new FileStatus(device, struct.get(ValueLayout.JAVA_LONG, 32), type(struct),
                            struct.get(ValueLayout.JAVA_INT, 16) & 0xFFFFFFFFL, struct.get(ValueLayout.JAVA_LONG, 40),
                            time(struct, 64), time(struct, 112), time(struct, 96));
        }
    }

    private static long time(MemorySegment struct, long offset) {
        return struct.get(ValueLayout.JAVA_LONG, offset) * NANOS + struct.get(ValueLayout.JAVA_INT, offset + 8);
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
            LinuxErrors.check(LinuxSystem.call(scratch, Call.UTIMENSAT, descriptor, scratch.path(""), scratch.struct().address(),
                            LinuxSystem.AT_EMPTY_PATH, 0), "setting times");
        }
    }

    private static void write(MemorySegment struct, long offset, long time) {
        boolean special = time == FileTimes.NOW || time == FileTimes.KEEP;
        struct.set(ValueLayout.JAVA_LONG, offset, special ? 0 : Math.floorDiv(time, NANOS));
        struct.set(ValueLayout.JAVA_LONG, offset + 8,
                        time == FileTimes.NOW ? UTIME_NOW : time == FileTimes.KEEP ? UTIME_OMIT : Math.floorMod(time, NANOS));
    }
}
