// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A module that exports {@code run}, of a number to a checksum.
 *
 * @param family what it exercises
 * @param size the argument of {@code run}; makes it last some milliseconds where it is compiled
 * @param calls how many calls of {@code run} are one iteration
 * @param quick whether the quick run has it
 */
record Kernel(String name, String family, int size, int calls, boolean quick) {

    static List<Kernel> all() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                        Kernel.class.getResourceAsStream("kernels.csv"), StandardCharsets.UTF_8))) {
            return reader.lines().map(Kernel::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Kernel parse(String line) {
        String[] fields = line.split(",", -1);
        return new Kernel(fields[0], fields[1], Integer.parseInt(fields[2]), Integer.parseInt(fields[3]), fields[4].equals("quick"));
    }
}
