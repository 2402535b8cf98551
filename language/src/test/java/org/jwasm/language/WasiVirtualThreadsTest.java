// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests that wait on virtual threads don't take the threads of the system from others: a dozen waits on one. */
@Timeout(600)
@EnabledOnOs(OS.LINUX)
class WasiVirtualThreadsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"free", "cancel"})
    void manyOnOneCarrier(String end) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", directory.resolve("fifo").toString()).start().waitFor()).isZero();
        new ChildJvm(WaitingGuests.class).options("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1").run(end,
                        directory.toString());
    }
}
