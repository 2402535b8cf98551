// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instantiation;

import org.jwasm.embedding.JavaFunction;
import org.jwasm.runtime.HeapBoundary;
import org.jwasm.runtime.HostFailure;
import org.jwasm.runtime.HostFunction;
import org.jwasm.runtime.StackProbe;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.wasi.ThreadSpawn;

import com.oracle.truffle.api.nodes.Node;

/**
 * What stands for an instance where the callee is a {@link HostFunction}: the function and the instance that imports it. Compiled code calls it as a
 * {@link JavaFunction.Body}, if the function is of numbers; what that throws goes to {@link ImportRootNode} as a {@link HostFailure}.
 */
public final class HostReceiver extends HeapBoundary implements JavaFunction.Body {

    private static final int FAMILIAR = 8;

    final HostFunction function;
    // Set when the importing instance exists; its functions can't run before.
    WasmInstance caller;
    private int calls;

    HostReceiver(HostFunction function) {
        this.function = function;
    }

    /** Whether it can be called as a body: without the code of the import, which a new thread is to have. */
    public boolean isDirect() {
        return !(function instanceof ThreadSpawn);
    }

    /** Traps where there isn't the stack that the function takes. */
    void requireStack(Node location) {
        if (isUnfamiliar()) {
            StackProbe.large(location);
        } else {
            StackProbe.small(location);
        }
    }

    @Override
    public void call(long[] numbers) {
        requireStack(null);
        function.call(caller.memory(), numbers, null);
    }

    /** Whether a call may still load classes: the first few. */
    private boolean isUnfamiliar() {
        return calls < FAMILIAR && ++calls < FAMILIAR;
    }
}
