// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** A function of the protocol can't do what it was asked; GraalJS makes a {@code TypeError} or {@code RangeError} of it. */
final class ProtocolException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
