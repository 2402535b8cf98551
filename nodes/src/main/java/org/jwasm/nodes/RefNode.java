// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import org.jwasm.structure.StorageKind;

import com.oracle.truffle.api.frame.VirtualFrame;

/** An expression of a reference type; a null reference is Java's null. */
public abstract class RefNode extends WasmNode {

    @Override
    public final StorageKind kind() {
        return StorageKind.REF;
    }

    public abstract Object executeObject(VirtualFrame frame);

    @Override
    public final void executeVoid(VirtualFrame frame) {
        executeObject(frame);
    }
}
