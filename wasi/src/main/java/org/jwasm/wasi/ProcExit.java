// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import com.oracle.truffle.api.nodes.ControlFlowException;

/** A guest has ended itself by {@code proc_exit} or a signal: the language turns this into an exit of the context. */
public final class ProcExit extends ControlFlowException {

    private static final long serialVersionUID = 1L;

    private final int code;

    ProcExit(int code) {
        this.code = code;
    }

    /** The exit code that the guest gave, any 32-bit number. */
    public int code() {
        return code;
    }
}
