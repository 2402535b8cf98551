// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A long script for SQLite that says on standard error, which isn't buffered, how many rows there are: a line of the number after each step. */
final class ProgressScript {

    static final String NAME = "steps.sql";

    private static final int STEPS = 10_000;
    private static final int ROWS = 1000;

    private ProgressScript() {
    }

    static void write(Path directory) throws IOException {
        StringBuilder script = new StringBuilder(".output stderr\nCREATE TABLE items (id INTEGER PRIMARY KEY, kind INTEGER, name TEXT, price REAL);\n");
        for (int step = 0; step < STEPS; step++) {
            int last = (step + 1) * ROWS;
            script.append("INSERT INTO items WITH RECURSIVE numbers (n) AS (SELECT ").append(last - ROWS + 1)
                            .append(" UNION ALL SELECT n + 1 FROM numbers WHERE n < ").append(last)
                            .append(") SELECT n, n % 100, 'item ' || n, n * 7919 % 10007 / 100.0 FROM numbers;\n.print ").append(last).append('\n');
        }
        Files.writeString(directory.resolve(NAME), script);
    }
}
