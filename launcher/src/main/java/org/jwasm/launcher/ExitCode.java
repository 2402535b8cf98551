// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

/** The exit codes of {@code jwasm} itself; a guest that calls {@code proc_exit} chooses its own. */
final class ExitCode {

    static final int SUCCESS = 0;
    /** A wrong command line, or a file that can't be read, decoded, validated or linked. */
    static final int USAGE = 1;
    /** A defect of jwasm itself, as in {@code sysexits.h}. */
    static final int INTERNAL_ERROR = 70;
    /** {@code --timeout} was reached, as with the command {@code timeout}. */
    static final int TIMEOUT = 124;
    /** Ctrl-C: 128 + SIGINT. */
    static final int INTERRUPTED = 130;
    /** The guest trapped: 128 + SIGABRT, as with wasmtime. */
    static final int TRAP = 134;

    /** Nobody reads standard output any more: 128 + SIGPIPE. */
    static final int CLOSED_OUTPUT = 141;

    private ExitCode() {
    }
}
