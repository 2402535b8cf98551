// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks.worker;

/** An engine with one module: what a worker measures. */
interface Guest {

    /** Decodes, validates and, where the engine does that beforehand, compiles a module. */
    void load(byte[] module);

    /** Makes an instance of the loaded module and makes it the one that {@link #run} runs in. */
    void instantiate();

    /** Calls the export {@code run}. */
    long run(int size);

    /** Runs the loaded WASI command as a whole; returns its exit code. */
    int command(String[] arguments);
}
