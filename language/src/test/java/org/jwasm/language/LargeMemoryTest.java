// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.management.OperatingSystemMXBean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memories as large as 32-bit addresses reach and larger, in a JVM with heap enough. */
class LargeMemoryTest {

    private static final long NEEDED = 7L << 30;

    @ParameterizedTest
    @ValueSource(strings = {"i32", "i64"})
    @Timeout(300)
    void memoriesBeyondTheLargestArray(String addressType) throws Exception {
        long available = availableMemory();
        assumeTrue(available >= NEEDED, () -> "needs 7 GiB of memory, but only " + (available >> 20) + " MiB are available");
        new ChildJvm(LargeMemory.class).compiling().options("-Xmx" + LargeMemory.HEAP, "-XX:+UseG1GC").run(addressType);
    }

    /** What the system can give without swapping, in bytes; where that can't be known, its whole memory. */
    private static long availableMemory() throws IOException {
        Path info = Path.of("/proc/meminfo");
        if (Files.exists(info)) {
            for (String line : Files.readAllLines(info)) {
                if (line.startsWith("MemAvailable:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        }
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }
}
