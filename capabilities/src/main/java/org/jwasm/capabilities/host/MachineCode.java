// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.lang.foreign.MemorySegment;
import java.util.Map;

import org.jwasm.capabilities.host.LinuxSystem.Call;

/** A few instructions of our own, where neither Java nor C has a cheap function. They take nothing from guests. */
final class MachineCode {

    private static final long PAGE = 4096;
    private static final int READ_AND_WRITE = 3;
    private static final int READ_AND_EXECUTE = 5;
    private static final int PRIVATE_AND_ANONYMOUS = 0x22;

    private MachineCode() {
    }

    /**
     * Puts a function into memory of its own, which nobody can write to any more.
     *
     * @param instructions by architecture, at most 4096 bytes each
     * @return where it begins; null where there are none for this architecture, or where memory that was written can't be executed
     */
    static MemorySegment place(Map<String, byte[]> instructions) {
        byte[] code = instructions.get(System.getProperty("os.arch"));
        if (code == null || !LinuxSystem.isSupported() || !MachineCode.class.getModule().isNativeAccessEnabled()) {
            return null;
        }
        long page = LinuxSystem.callPlainly(Call.MMAP, 0, PAGE, READ_AND_WRITE, PRIVATE_AND_ANONYMOUS, -1);
        if (page == -1) {
            return null;
        }
        MemorySegment segment = MemorySegment.ofAddress(page).reinterpret(PAGE);
        segment.copyFrom(MemorySegment.ofArray(code));
        return LinuxSystem.callPlainly(Call.MPROTECT, page, PAGE, READ_AND_EXECUTE, 0, 0) == 0 ? segment : null;
    }
}
