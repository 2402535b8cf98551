// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.CodePosition;
import org.jwasm.nodes.RefNode;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.TrapSites;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmThrown;

import com.oracle.truffle.api.frame.VirtualFrame;

/** {@code throw_ref} and {@code rethrow}: throws an exception again. Spec: Execution, Control Instructions, throw_ref. */
public final class ThrowReference extends Terminator implements CodePosition {

    private final int codeOffset;
    @Child private RefNode exception;

    public ThrowReference(RefNode exception, int codeOffset) {
        this.exception = exception;
        this.codeOffset = codeOffset;
    }

    @Override
    public int codeOffset() {
        return codeOffset;
    }

    @Override
    int execute(VirtualFrame frame) {
        WasmThrown thrown = (WasmThrown) exception.executeObject(frame);
        if (thrown == null) {
            TrapSites.enter(this);
            throw WasmException.trap(TrapKind.NULL_EXCEPTION_REFERENCE, this);
        }
        throw thrown;
    }
}
