// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import org.jwasm.runtime.V128;
import org.jwasm.structure.StorageKind;

import com.oracle.truffle.api.frame.VirtualFrame;

/** An expression of type {@code v128}. */
public abstract class V128Node extends WasmNode {

    @Override
    public final StorageKind kind() {
        return StorageKind.V128;
    }

    public abstract V128 executeVector(VirtualFrame frame);

    @Override
    public final void executeVoid(VirtualFrame frame) {
        executeVector(frame);
    }
}
