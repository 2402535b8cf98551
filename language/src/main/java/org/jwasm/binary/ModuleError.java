// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import org.jwasm.runtime.FailureType;

/**
 * What is wrong with a module, before the place is put into words: {@link ModuleDecoder} turns it into a
 * {@link org.jwasm.runtime.WasmException}. Nobody else sees one, as only unchecked bytes cause it.
 */
public final class ModuleError extends RuntimeException {

    private final FailureType failureType;
    private final int offset;

    private ModuleError(FailureType failureType, String message, int offset) {
        super(message, null, false, false);
        this.failureType = failureType;
        this.offset = offset;
    }

    /** Bytes that are no binary of anything; {@code message} starts with the spec's phrase. */
    public static ModuleError malformed(String message, int offset) {
        return new ModuleError(FailureType.MALFORMED, message, offset);
    }

    /** A binary that breaks a rule of validation; {@code message} starts with the spec's phrase. */
    public static ModuleError invalid(String message, int offset) {
        return new ModuleError(FailureType.INVALID, message, offset);
    }

    public FailureType failureType() {
        return failureType;
    }

    /** The offset of the byte or instruction at fault. */
    public int offset() {
        return offset;
    }
}
