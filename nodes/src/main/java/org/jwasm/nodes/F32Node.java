// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import org.jwasm.structure.StorageKind;

import com.oracle.truffle.api.frame.VirtualFrame;

/** An expression of type {@code f32}. */
public abstract class F32Node extends WasmNode {

    @Override
    public final StorageKind kind() {
        return StorageKind.F32;
    }

    public abstract float executeFloat(VirtualFrame frame);

    @Override
    public final long executeBits(VirtualFrame frame) {
        return Float.floatToRawIntBits(executeFloat(frame));
    }

    @Override
    public final void executeVoid(VirtualFrame frame) {
        executeFloat(frame);
    }
}
