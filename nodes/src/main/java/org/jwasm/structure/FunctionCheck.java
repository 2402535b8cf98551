// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** Validates the bodies of functions one by one, where that wasn't done when the module was decoded. Safe for use by many threads. */
public interface FunctionCheck {

    /** Everything was validated. */
    FunctionCheck DONE = _ -> { };

    /**
     * Validates a function that the module defines.
     *
     * @throws RuntimeException it is not valid: a {@code WasmException}
     */
    void check(int function);
}
