// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** A {@link CapabilityException} as guests of any language see it. */
public final class CapabilityFailure extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    CapabilityFailure(CapabilityException failure) {
        super(failure.kind() + ": " + failure.getMessage());
        this.kind = failure.kind();
    }

    public ErrorKind kind() {
        return kind;
    }
}
