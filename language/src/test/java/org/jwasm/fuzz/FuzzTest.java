// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sample of what {@code scripts/fuzz} runs. */
final class FuzzTest {

    private static final int SAMPLE = 2000;

    @Test
    void mutantsEndCleanly() throws Exception {
        List<String> findings = new ArrayList<>();
        try (Fuzzer fuzzer = new Fuzzer(Path.of(System.getProperty("jwasm.root", "..")))) {
            for (int number = 0; number < SAMPLE; number++) {
                try {
                    fuzzer.run(number);
                } catch (Fuzzer.Finding finding) {
                    findings.add(finding.getMessage());
                }
            }
            assertThat(findings).isEmpty();
            // Mutants of all kinds: a mutator that only breaks the preamble would test nothing.
            assertThat(fuzzer.ends()).containsKeys(Fuzzer.End.REFUSED, Fuzzer.End.UNLINKABLE, Fuzzer.End.FAILED, Fuzzer.End.FINISHED);
        }
    }
}
