// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A sample of what {@code scripts/fuzz-diff} runs. */
final class DifferentialTest {

    private static final long SEED = 20261123;
    /** Compiling each function of each module takes its time. */
    private static final int SAMPLE = JwasmPeer.hasCompiler() ? 6 : 30;

    @Test
    void enginesAgree() throws Exception {
        Path root = Path.of(System.getProperty("jwasm.root", ".."));
        try (DifferentialFuzzer fuzzer = new DifferentialFuzzer(SEED, DifferentialFuzzer.peers(root), null)) {
            for (int number = 0; number < SAMPLE; number++) {
                fuzzer.run(number);
            }
            assertThat(fuzzer.found()).isEmpty();
        }
    }
}
