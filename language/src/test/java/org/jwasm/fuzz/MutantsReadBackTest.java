// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.jwasm.binary.DecoderOptions;
import org.jwasm.binary.ModuleDecoder;
import org.jwasm.runtime.WasmException;
import org.jwasm.text.RoundTrip;
import org.jwasm.text.WatPrinter;

/** Mutants that are valid come back from their text; of the others what is printed, if anything, does no harm. */
final class MutantsReadBackTest {

    private static final int SAMPLE = 3000;
    private static final int LEAST_VALID = 300;

    @Test
    void validMutantsReadBack() throws Exception {
        int valid = 0;
        try (Fuzzer fuzzer = new Fuzzer(Path.of(System.getProperty("jwasm.root", "..")))) {
            for (int number = 0; number < SAMPLE; number++) {
                byte[] mutant = fuzzer.mutant(number);
                WatPrinter.Layout layout = WatPrinter.Layout.values()[number & 1];
                if (isValid(mutant)) {
                    valid++;
                    assertThat(RoundTrip.difference(mutant, layout)).as("mutant " + number).isNull();
                } else {
                    print(mutant, layout);
                }
            }
        }
        assertThat(valid).isGreaterThan(LEAST_VALID);
    }

    private static boolean isValid(byte[] module) {
        try {
            ModuleDecoder.decode("mutant", module, DecoderOptions.DEFAULT);
            return true;
        } catch (WasmException e) {
            return false;
        }
    }

    private static void print(byte[] module, WatPrinter.Layout layout) {
        try {
            assertThat(WatPrinter.toText(module, layout)).startsWith("(module");
        } catch (WasmException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
