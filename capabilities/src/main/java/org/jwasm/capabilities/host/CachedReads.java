// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HexFormat;
import java.util.Map;

/**
 * Reads of what Linux has in its page cache, straight into an array of the heap. Meanwhile the garbage collector has to wait, which no call that may wait
 * for a disk could ask of it; {@code preadv2} with RWF_NOWAIT says EAGAIN instead. It takes its buffer by a structure, in which Java can't name a place of its
 * heap: so the structure is made by instructions of our own, on the stack, those of {@link NativeCalls} or those here.
 */
final class CachedReads {

    private static final Map<String, byte[]> CODE = Map.of(
                    // add rsi, rdx; push rcx; push rsi; mov rsi, rsp; mov edx, 1; mov r10, r8; xor r8d, r8d; mov r9d, RWF_NOWAIT; mov eax, preadv2;
                    // syscall; add rsp, 16; ret
                    "amd64", HexFormat.of().parseHex("f30f1efa" + "4801d6" + "51" + "56" + "4889e6" + "ba01000000" + "4d89c2" + "4531c0" + "41b908000000" +
                                    "b847010000" + "0f05" + "4883c410" + "c3"),
                    // add x1, x1, x2; stp x1, x3, [sp, #-16]!; mov x1, sp; mov x2, 1; mov x3, x4; mov x4, 0; mov x5, RWF_NOWAIT; mov x8, preadv2; svc 0;
                    // add sp, sp, 16; ret
                    "aarch64", HexFormat.of().parseHex("2100028b" + "e10fbfa9" + "e1030091" + "220080d2" + "e30304aa" + "040080d2" + "050180d2" + "c82380d2" +
                                    "010000d4" + "ff430091" + "c0035fd6"));

    /** It is for so many reads, and bytes each: binding takes some milliseconds. */
    private static final int MANY = 4;
    private static final int LARGE = 1 << 14;

    /** Large reads until now; whoever counts at the same time may be lost. */
    private static int reads;
    private static volatile boolean ready = NativeCalls.LOADED;

    /** Bound when it is first asked for. */
    private static final class Bound {
        /** Null if it can't be done here. */
        static final MethodHandle READ = bind();

        private static MethodHandle bind() {
            MemorySegment code = MachineCode.place(CODE);
            ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
            FunctionDescriptor descriptor = FunctionDescriptor.of(word, word, ValueLayout.ADDRESS, word, word, word);
            return code == null ? null : Linker.nativeLinker().downcallHandle(code, descriptor, Linker.Option.critical(true));
        }
    }

    private CachedReads() {
    }

    /** Whether {@link #read} should be called for so many bytes. Programs that read much find it ready soon; others don't pay for it. */
    static boolean isFor(int length) {
        return length >= LARGE && (ready || count());
    }

    private static boolean count() {
        if (++reads == MANY) {
            try {
                Thread.ofPlatform().daemon().inheritInheritableThreadLocals(false).name("binding of reads").start(() -> ready = isSupported());
            } catch (OutOfMemoryError e) {
                // No thread to be had: reads go through buffers.
            }
        }
        return false;
    }

    /** Whether it can be done here; this waits for the binding. */
    static boolean isSupported() {
        return NativeCalls.LOADED || Bound.READ != null;
    }

    /**
     * Reads into a part of an array, which the caller has checked.
     *
     * @param position in the file, or {@link HostFile#HERE}
     * @return the count, which is less than {@code length} at the end of the file and where the page cache ends; or the negative error number
     */
    static long read(int descriptor, byte[] array, long offset, long length, long position) {
        return NativeCalls.LOADED ? NativeCalls.read(descriptor, array, offset, length, position) : readForeign(descriptor, array, offset, length, position);
    }

    private static long readForeign(int descriptor, byte[] array, long offset, long length, long position) {
        try {
            return (long) Bound.READ.invokeExact((long) descriptor, MemorySegment.ofArray(array), offset, length, position);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }
}
