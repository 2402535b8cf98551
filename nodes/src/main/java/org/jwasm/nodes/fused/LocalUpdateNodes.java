// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.fused;

import org.jwasm.nodes.WasmNode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Sets a local to a local, mostly the same one, plus a constant. */
final class LocalUpdateNodes {

    private LocalUpdateNodes() {
    }

    /** {@code local.set} of an {@code i32.add} */
    static final class I32Update extends WasmNode {
        final int target;
        final int source;
        final int constant;

        I32Update(int target, int source, int constant) {
            this.target = target;
            this.source = source;
            this.constant = constant;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            frame.setIntStatic(target, frame.getIntStatic(source) + constant);
        }
    }

    /** {@code local.set} of an {@code i64.add} */
    static final class I64Update extends WasmNode {
        final int target;
        final int source;
        final long constant;

        I64Update(int target, int source, long constant) {
            this.target = target;
            this.source = source;
            this.constant = constant;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            frame.setLongStatic(target, frame.getLongStatic(source) + constant);
        }
    }
}
