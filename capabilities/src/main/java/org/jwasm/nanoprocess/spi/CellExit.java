// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess.spi;

/** A guest ended itself with an exit code. */
public final class CellExit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    public CellExit(int code) {
        super("exit " + code, null, false, false);
        this.code = code;
    }

    public int code() {
        return code;
    }
}
