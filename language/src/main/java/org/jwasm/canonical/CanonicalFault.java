// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

/** Something went wrong in a typed call, and one of its two sides is to blame. */
final class CanonicalFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CanonicalInstance culprit;

    /** @param cause what came out of the culprit's code, or null if it broke a rule */
    private CanonicalFault(CanonicalInstance culprit, String message, Throwable cause) {
        super(message, cause, false, false);
        this.culprit = culprit;
    }

    @TruffleBoundary
    static CanonicalFault of(CanonicalInstance culprit, String message) {
        return new CanonicalFault(culprit, message, null);
    }

    @TruffleBoundary
    static CanonicalFault in(CanonicalInstance culprit, Throwable cause) {
        return new CanonicalFault(culprit, cause.getMessage(), cause);
    }

    CanonicalInstance culprit() {
        return culprit;
    }
}
