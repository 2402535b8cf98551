// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import org.jwasm.structure.StorageKind;

import com.oracle.truffle.api.frame.VirtualFrame;

/** An expression of type {@code i64}. */
public abstract class I64Node extends WasmNode {

    @Override
    public final StorageKind kind() {
        return StorageKind.I64;
    }

    public abstract long executeLong(VirtualFrame frame);

    @Override
    public final long executeBits(VirtualFrame frame) {
        return executeLong(frame);
    }

    @Override
    public final void executeVoid(VirtualFrame frame) {
        executeLong(frame);
    }
}
