// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Goes on with one region: {@code br}, or simply the next one. */
public final class Goto extends Terminator {

    final int target;

    public Goto(int target) {
        this.target = target;
    }

    @Override
    int execute(VirtualFrame frame) {
        return target;
    }
}
