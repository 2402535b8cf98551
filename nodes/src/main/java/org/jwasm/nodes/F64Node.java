// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import org.jwasm.structure.StorageKind;

import com.oracle.truffle.api.frame.VirtualFrame;

/** An expression of type {@code f64}. */
public abstract class F64Node extends WasmNode {

    @Override
    public final StorageKind kind() {
        return StorageKind.F64;
    }

    public abstract double executeDouble(VirtualFrame frame);

    @Override
    public final long executeBits(VirtualFrame frame) {
        return Double.doubleToRawLongBits(executeDouble(frame));
    }

    @Override
    public final void executeVoid(VirtualFrame frame) {
        executeDouble(frame);
    }
}
