// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;

/** An {@code i32} that is 0 or 1, computed as a condition so that a branch on it needs no number. */
public abstract class BoolNode extends I32Node {

    @Override
    public abstract boolean executeBoolean(VirtualFrame frame);

    @Override
    public final int executeInt(VirtualFrame frame) {
        return executeBoolean(frame) ? 1 : 0;
    }
}
