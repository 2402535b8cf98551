// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

/** The ways in which a module or an execution can fail; the names are what the interop member {@code failureType} says. */
public enum FailureType {
    MALFORMED,
    INVALID,
    UNLINKABLE,
    TRAP,
    EXHAUSTION,
    INTERNAL;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether the module itself is at fault, so that polyglot reports a syntax error. */
    public boolean isModuleError() {
        return this == MALFORMED || this == INVALID;
    }
}
