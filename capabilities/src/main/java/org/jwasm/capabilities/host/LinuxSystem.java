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
import java.util.HexFormat;
import java.util.Map;

/**
 * System calls of Linux by their numbers: by {@link NativeCalls} where there are any, or else as a foreign function, through the one C function
 * {@code syscall}: binding one downcall costs much less start-up time than binding twenty.
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

    /** Where the mode is in the structure of {@code fstat}. */
    static final int OLD_MODE = X86 ? 24 : 16;

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EFAULT = 14;
    static final int EXDEV = 18;
    static final int ENOTDIR = 20;
    static final int EINVAL = 22;
    static final int ENOSYS = 38;
    static final int ELOOP = 40;
    static final int EOPNOTSUPP = 95;

    /** The calls, with their numbers on x86-64 and in the table that newer architectures share. */
    enum Call {
        READ(0, 63),
        WRITE(1, 64),
        CLOSE(3, 57),
        FSTAT(5, 80),
        LSEEK(8, 62),
        MMAP(9, 222),
        MPROTECT(10, 226),
        PREAD(17, 67),
        PWRITE(18, 68),
        FCNTL(72, 25),
        FSYNC(74, 82),
        FDATASYNC(75, 83),
        FTRUNCATE(77, 46),
        SETPRIORITY(141, 140),
        GETDENTS(217, 61),
        FADVISE(221, 223),
        CLOCK_GETTIME(228, 113),
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

        final int number;

        Call(int x86, int generic) {
            this.number = X86 ? x86 : generic;
        }
    }

    /** C's {@code syscall} without the error's number; bound on first use, as the others. */
    private static final class Plain {
        private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
        /** Takes where the function is, then the call's number and what it gets. */
        static final MethodHandle ANY = Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(WORD, WORD, WORD, WORD, WORD, WORD, WORD, WORD),
                        Linker.Option.firstVariadicArg(1));
        static final MethodHandle SYSCALL = ANY.bindTo(function());

        static MemorySegment function() {
            return Linker.nativeLinker().defaultLookup().findOrThrow("syscall");
        }
    }

    /**
     * The same call with the kernel's own result, which is the error's number made negative: half of what C's function takes is putting that
     * number where C has it and fetching it from there, and while Java interprets, most of it.
     */
    private static final class Direct {
        /** Moves each argument to where the kernel has it, the number first; the sixth, which no call but that for memory has, becomes 0. */
        private static final Map<String, byte[]> CODE = Map.of(
                        "amd64", HexFormat.of().parseHex("f30f1efa" + "4889f8" + "4889f7" + "4889d6" + "4889ca" + "4d89c2" + "4d89c8" + "4531c9" + "0f05" + "c3"),
                        "aarch64", HexFormat.of().parseHex("e80300aa" + "e00301aa" + "e10302aa" + "e20303aa" + "e30304aa" + "e40305aa" + "e5031faa" + "010000d4" + "c0035fd6"));
        /** Null if it can't be done here. */
        static final MethodHandle CALL = bind();

        private static MethodHandle bind() {
            MemorySegment code = MachineCode.place(CODE);
            return code == null ? null : Plain.ANY.bindTo(code);
        }
    }

    /** For where there is no {@link Direct}. */
    private static final class Captured {
        private static final StructLayout STATE = Linker.Option.captureStateLayout();
        private static final VarHandle ERRNO = STATE.varHandle(StructLayout.PathElement.groupElement("errno"));
        private static final MethodHandle CALL = bind();

        private static MethodHandle bind() {
            ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
            return Linker.nativeLinker().downcallHandle(Plain.function(), FunctionDescriptor.of(word, word, word, word, word, word, word, word),
                            Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(1));
        }

        static long call(int number, long a, long b, long c, long d, long e) throws Throwable {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(STATE);
                long result = (long) CALL.invokeExact(state, (long) number, a, b, c, d, e, 0L);
                return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
            }
        }
    }

    private LinuxSystem() {
    }

    static boolean isSupported() {
        return System.getProperty("os.name").equals("Linux") && (X86 || ARM || RISCV);
    }

    /**
     * Makes a system call; memory that it uses must stay reachable.
     *
     * @return the result, or the negative error number
     */
    static long call(Call call, long a, long b, long c, long d, long e) {
        long result;
        do {
            result = NativeCalls.LOADED ? NativeCalls.call(call.number, a, b, c, d, e) : callForeign(call.number, a, b, c, d, e);
        } while (result == -EINTR && call != Call.PPOLL && call != Call.CLOSE);
        return result;
    }

    private static long callForeign(int number, long a, long b, long c, long d, long e) {
        try {
            return Direct.CALL == null ? Captured.call(number, a, b, c, d, e) : (long) Direct.CALL.invokeExact((long) number, a, b, c, d, e, 0L);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static long call(Call call, long a, long b, long c) {
        return call(call, a, b, c, 0, 0);
    }

    /** The same where there are no instructions of our own; for tests. */
    static long callByLibrary(Call call, long a, long b, long c, long d, long e) {
        try {
            return Captured.call(call.number, a, b, c, d, e);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** The same with -1 for every error, for what makes the others possible. */
    static long callPlainly(Call call, long a, long b, long c, long d, long e) {
        try {
            return (long) Plain.SYSCALL.invokeExact((long) call.number, a, b, c, d, e, 0L);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** What a handle says it may throw. */
    private static RuntimeException unexpected(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
    }
}
