// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import com.oracle.truffle.api.TruffleSafepoint;

/** Lets a cancelled context end long work. */
final class Safepoint {

    private Safepoint() {
    }

    static void poll() {
        try {
            TruffleSafepoint.getCurrent();
        } catch (IllegalStateException e) {
            // No context is entered, so none can be cancelled.
            return;
        }
        TruffleSafepoint.pollHere(null);
    }
}
