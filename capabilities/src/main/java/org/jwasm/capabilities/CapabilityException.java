// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.Objects;

/** An operation on a capability failed or was denied. It carries no stack trace: failures are results here, not bugs. */
public final class CapabilityException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private final boolean denial;

    public CapabilityException(ErrorKind kind, String message) {
        this(kind, message, false);
    }

    CapabilityException(ErrorKind kind, String message, boolean denial) {
        super(message, null, false, false);
        this.kind = Objects.requireNonNull(kind);
        this.denial = denial;
    }

    public ErrorKind kind() {
        return kind;
    }

    /** Whether it was the capability that refused, and not its object that failed. Denials are in the audit log. */
    public boolean isDenial() {
        return denial;
    }
}
