package org.jwasm.capabilities;

import java.util.Objects;

/** An operation on a capability failed or was denied. It carries no stack trace: failures are results here, not bugs. */
public final class CapabilityException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    public CapabilityException(ErrorKind kind, String message) {
        super(message, null, false, false);
        this.kind = Objects.requireNonNull(kind);
    }

    public ErrorKind kind() {
        return kind;
    }
}
