// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One nano-process swaps a directory and a link to the outside, another opens through it: nothing gets out. */
class SymlinkRaceTest {

    private static final long NANOS = Duration.ofSeconds(3).toNanos();
    private static final int BATCH = 1000;

    @Test
    @Timeout(120)
    void nothingGetsOut(@TempDir Path temporary) throws Exception {
        long start = System.nanoTime();
        try (SymlinkRace race = new SymlinkRace(temporary)) {
            do {
                race.run(BATCH);
                assertThat(race.escapes()).isZero();
            } while (System.nanoTime() - start < NANOS || race.inside() == 0 || race.refused() == 0);
        }
    }
}
