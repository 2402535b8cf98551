// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instantiation;

import org.jwasm.runtime.HeapBoundary;
import org.jwasm.runtime.HostFunction;
import org.jwasm.runtime.WasmInstance;

/** What stands for an instance where the callee is a {@link HostFunction}: the function and the instance that imports it. */
final class HostReceiver extends HeapBoundary {

    private static final int FAMILIAR = 8;

    final HostFunction function;
    // Set when the importing instance exists; its functions can't run before.
    WasmInstance caller;
    private int calls;

    HostReceiver(HostFunction function) {
        this.function = function;
    }

    /** Whether a call may still load classes: the first few. */
    boolean isUnfamiliar() {
        return calls < FAMILIAR && ++calls < FAMILIAR;
    }
}
