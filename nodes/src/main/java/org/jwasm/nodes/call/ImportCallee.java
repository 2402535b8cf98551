// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.call;

import org.jwasm.nodes.FrameLayout;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmInstance;

import com.oracle.truffle.api.frame.VirtualFrame;

/** A function of the instance by its index: what {@code call} of an import calls. */
public final class ImportCallee extends Callee {

    private final int function;

    public ImportCallee(int function) {
        this.function = function;
    }

    @Override
    WasmFunction execute(VirtualFrame frame) {
        return ((WasmInstance) frame.getObjectStatic(FrameLayout.INSTANCE)).function(function);
    }
}
