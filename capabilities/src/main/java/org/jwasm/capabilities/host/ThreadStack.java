// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * How much stack a thread has left, exactly and in some nanoseconds. Java has no way to ask; looking for it by using it costs more the more is
 * asked for. So two instructions of machine code read the stack pointer, where that can be done: Linux on x86-64 and AArch64.
 */
public final class ThreadStack {

    /** The end of the stack of a thread of which it isn't known. */
    public static final long UNKNOWN = 0;

    /** Below this much, HotSpot throws: its shadow pages, and some room for those that are configured larger. */
    private static final long SHADOW = 96 << 10;

    /** By architecture: the stack pointer becomes the result, return; for x86-64 after the mark of a place to jump to. */
    private static final Map<String, byte[]> CODE = Map.of(
                    "amd64", new byte[]{(byte) 0xf3, 0x0f, 0x1e, (byte) 0xfa, 0x48, (byte) 0x89, (byte) 0xe0, (byte) 0xc3},
                    "aarch64", new byte[]{(byte) 0xe0, 0x03, 0x00, (byte) 0x91, (byte) 0xc0, 0x03, 0x5f, (byte) 0xd6});

    /** Null if it can't be done here. */
    private static final MethodHandle POINTER = bind();
    /** The end of each thread's stack. */
    private static final ThreadLocal<Long> END = ThreadLocal.withInitial(ThreadStack::findEnd);

    private ThreadStack() {
    }

    private static MethodHandle bind() {
        MemorySegment code = MachineCode.place(CODE);
        return code == null ? null
                        : Linker.nativeLinker().downcallHandle(code, FunctionDescriptor.of(ValueLayout.JAVA_LONG), Linker.Option.critical(false));
    }

    /**
     * The end of this thread's stack, to be passed to {@link #left}; {@link #UNKNOWN} for virtual threads, which have that of whatever
     * carries them, and where it can't be found out.
     */
    public static long end() {
        return POINTER == null || Thread.currentThread().isVirtual() ? UNKNOWN : END.get();
    }

    /** The bytes of stack that this thread has left before {@code end}, which is its own and known; not positive if there are none. */
    public static long left(long end) {
        return pointer() - end;
    }

    private static long pointer() {
        try {
            return (long) POINTER.invokeExact();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** Where the stack's readable memory begins; the JVM's guard pages are below. */
    private static long findEnd() {
        long pointer = pointer();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1)) {
                int dash = line.indexOf('-');
                int space = line.indexOf(' ');
                if (Long.compareUnsigned(pointer, Long.parseUnsignedLong(line.substring(dash + 1, space), 16)) < 0) {
                    long start = Long.parseUnsignedLong(line.substring(0, dash), 16);
                    // The stack of a process's first thread grows, so that it's not known how far.
                    return Long.compareUnsigned(start, pointer) > 0 || line.endsWith("[stack]") ? UNKNOWN : start + SHADOW;
                }
            }
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            // Not such a system after all.
        }
        return UNKNOWN;
    }
}
