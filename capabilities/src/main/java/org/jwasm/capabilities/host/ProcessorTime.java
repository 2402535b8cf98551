// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.lang.management.ManagementFactory;

import org.jwasm.capabilities.host.LinuxSystem.Call;

import com.sun.management.OperatingSystemMXBean;

/**
 * Processor time in nanoseconds. The kernel says it in a microsecond; Java's management does everywhere, but the first time it is asked, it takes some ten
 * milliseconds to come to life.
 */
public final class ProcessorTime {

    /** Those of {@code clock_gettime}. */
    private static final int PROCESS = 2;
    private static final int THREAD = 3;
    private static final long NANOS = 1_000_000_000;

    private static final boolean BY_KERNEL = LinuxSystem.isSupported() && ProcessorTime.class.getModule().isNativeAccessEnabled();

    private ProcessorTime() {
    }

    /** Of all threads of this process. */
    public static long ofProcess() {
        return BY_KERNEL ? clock(PROCESS) : ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Of the current thread; that of the process for a virtual one, which nobody counts. */
    public static long ofThread() {
        if (Thread.currentThread().isVirtual()) {
            return ofProcess();
        }
        return BY_KERNEL ? clock(THREAD) : Math.max(0, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    private static long clock(int number) {
        try (Scratch scratch = Scratch.take()) {
            LinuxSystem.call(Call.CLOCK_GETTIME, number, scratch.structAddress(), 0);
            return scratch.struct().getLong(0) * NANOS + scratch.struct().getLong(Long.BYTES);
        }
    }
}
