// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import org.jwasm.structure.StorageKind;

import com.oracle.truffle.api.frame.VirtualFrame;

/** An expression of type {@code i32}. */
public abstract class I32Node extends WasmNode {

    @Override
    public final StorageKind kind() {
        return StorageKind.I32;
    }

    public abstract int executeInt(VirtualFrame frame);

    /** The value as a condition: whether it is not zero. */
    public boolean executeBoolean(VirtualFrame frame) {
        return executeInt(frame) != 0;
    }
    @Override
    public final long executeBits(VirtualFrame frame) {
        return executeInt(frame);
    }

    @Override
    public final void executeVoid(VirtualFrame frame) {
        executeInt(frame);
    }
}
