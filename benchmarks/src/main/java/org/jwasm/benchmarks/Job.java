// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * One process to run.
 *
 * @param kind what is measured: {@code kernel}, {@code load}, {@code instances}, {@code program}, or {@code progress}, which is stopped after its seconds
 * @param name of the kernel or program; for loads and instances their number
 * @param command what to start; empty where it could not even be prepared
 * @param error why it could not, or null
 * @param directory where it runs
 * @param seconds how long it may take
 * @param times how often a round runs it
 */
record Job(String kind, String name, Engine engine, List<String> command, String error, Path directory, int seconds, int times) {

    /** The name of a raw result. */
    String file(int round, int time) {
        return round + "." + time + "-" + kind + "-" + name + "-" + engine.key() + ".json";
    }
}
