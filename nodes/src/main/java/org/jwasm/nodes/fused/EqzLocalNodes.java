// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.fused;

import org.jwasm.nodes.BoolNode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Whether a local is zero. */
final class EqzLocalNodes {

    private EqzLocalNodes() {
    }

    /** {@code i32.eqz} */
    static final class I32Eqz extends BoolNode {
        final int slot;

        I32Eqz(int slot) {
            this.slot = slot;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(slot) == 0;
        }
    }

    /** {@code i64.eqz} */
    static final class I64Eqz extends BoolNode {
        final int slot;

        I64Eqz(int slot) {
            this.slot = slot;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(slot) == 0;
        }
    }
}
