// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.call;

import org.jwasm.nodes.RefNode;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmFunction;

import com.oracle.truffle.api.frame.VirtualFrame;

/** The function of a typed reference: what {@code call_ref} calls. */
public final class RefCallee extends Callee {

    @Child private RefNode reference;

    public RefCallee(RefNode reference) {
        this.reference = reference;
    }

    @Override
    WasmFunction execute(VirtualFrame frame) {
        Object function = reference.executeObject(frame);
        if (function == null) {
            throw WasmException.trap(TrapKind.NULL_FUNCTION_REFERENCE, this);
        }
        return (WasmFunction) function;
    }
}
