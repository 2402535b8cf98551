// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * System calls of Linux by their numbers, through the one C function {@code syscall}: binding one downcall costs much less
 * start-up time than binding twenty.
 */
final class LinuxSystem {

    static final int AT_FDCWD = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_REMOVEDIR = 0x200;
    static final int AT_EMPTY_PATH = 0x1000;

    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0x40;
    static final int O_EXCL = 0x80;
    static final int O_NOCTTY = 0x100;
    static final int O_TRUNC = 0x200;
    static final int O_APPEND = 0x400;
    static final int O_NONBLOCK = 0x800;
    static final int O_DSYNC = 0x1000;
    static final int O_SYNC = 0x101000;
    static final int O_CLOEXEC = 0x80000;
    static final int O_PATH = 0x200000;

    private static final String ARCHITECTURE = System.getProperty("os.arch");
    private static final boolean X86 = ARCHITECTURE.equals("amd64");
    private static final boolean ARM = ARCHITECTURE.equals("aarch64");
    private static final boolean RISCV = ARCHITECTURE.equals("riscv64");

    /** These two differ between the architectures. */
    static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;
    static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EXDEV = 18;
    static final int ENOTDIR = 20;
    static final int EINVAL = 22;
    static final int ENOSYS = 38;
    static final int ELOOP = 40;

    /** The calls, with their numbers on x86-64 and in the table that newer architectures share. */
    enum Call {
        READ(0, 63),
        WRITE(1, 64),
        CLOSE(3, 57),
        LSEEK(8, 62),
        MMAP(9, 222),
        MPROTECT(10, 226),
        PREAD(17, 67),
        PWRITE(18, 68),
        FCNTL(72, 25),
        FSYNC(74, 82),
        FDATASYNC(75, 83),
        FTRUNCATE(77, 46),
        GETDENTS(217, 61),
        FADVISE(221, 223),
        OPENAT(257, 56),
        MKDIRAT(258, 34),
        UNLINKAT(263, 35),
        LINKAT(265, 37),
        SYMLINKAT(266, 36),
        READLINKAT(267, 78),
        PPOLL(271, 73),
        UTIMENSAT(280, 88),
        FALLOCATE(285, 47),
        RENAMEAT2(316, 276),
        STATX(332, 291),
        OPENAT2(437, 437);

        private final int number;

        Call(int x86, int generic) {
            this.number = X86 ? x86 : generic;
        }
    }

    /** Bound on first use. */
    private static final class Native {
        static final StructLayout STATE = Linker.Option.captureStateLayout();
        static final VarHandle ERRNO = STATE.varHandle(StructLayout.PathElement.groupElement("errno"));
        static final MethodHandle SYSCALL = bind();

        private static MethodHandle bind() {
            Linker linker = Linker.nativeLinker();
            ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
            return linker.downcallHandle(linker.defaultLookup().findOrThrow("syscall"),
                            FunctionDescriptor.of(word, word, word, word, word, word, word, word),
                            Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(1));
        }
    }

    private LinuxSystem() {
    }

    static boolean isSupported() {
        return System.getProperty("os.name").equals("Linux") && (X86 || ARM || RISCV);
    }

    static MemorySegment newErrorState(Arena arena) {
        return arena.allocate(Native.STATE);
    }

    /**
     * Makes a system call; memory that it uses must stay reachable.
     *
     * @return the result, or the negative error number
     */
    static long call(Scratch scratch, Call call, long a, long b, long c, long d, long e) {
        try {
            long result;
            do {
                result = (long) Native.SYSCALL.invokeExact(scratch.errorState(), (long) call.number, a, b, c, d, e, 0L);
                if (result == -1) {
                    result = -(int) Native.ERRNO.get(scratch.errorState(), 0L);
                }
            } while (result == -EINTR && call != Call.PPOLL && call != Call.CLOSE);
            return result;
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    static long call(Scratch scratch, Call call, long a, long b, long c) {
        return call(scratch, call, a, b, c, 0, 0);
    }
}
