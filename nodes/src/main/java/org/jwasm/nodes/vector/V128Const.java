// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.vector;

import org.jwasm.nodes.V128Node;
import org.jwasm.runtime.V128;

import com.oracle.truffle.api.frame.VirtualFrame;

/** {@code v128.const} */
public final class V128Const extends V128Node {

    private final V128 value;

    public V128Const(V128 value) {
        this.value = value;
    }

    @Override
    public V128 executeVector(VirtualFrame frame) {
        return value;
    }
}
