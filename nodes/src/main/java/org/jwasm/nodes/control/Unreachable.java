// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.CodePosition;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.TrapSites;
import org.jwasm.runtime.WasmException;

import com.oracle.truffle.api.frame.VirtualFrame;

/** {@code unreachable}: traps. Spec: Execution, Control Instructions. */
public final class Unreachable extends Terminator implements CodePosition {

    private final int codeOffset;

    public Unreachable(int codeOffset) {
        this.codeOffset = codeOffset;
    }

    @Override
    public int codeOffset() {
        return codeOffset;
    }

    @Override
    int execute(VirtualFrame frame) {
        TrapSites.enter(this);
        throw WasmException.trap(TrapKind.UNREACHABLE, this);
    }
}
