// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.Arguments;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/**
 * Puts the results where the caller looks for them, see {@link Arguments}, and ends the function.
 *
 * <p>Spec: Execution, Control Instructions, return.
 */
public final class Return extends Terminator {

    @Children private final WasmNode[] results;

    public Return(WasmNode... results) {
        this.results = results;
    }

    @Override
    @ExplodeLoop
    int execute(VirtualFrame frame) {
        int number = 0;
        int object = 0;
        for (WasmNode result : results) {
            if (result instanceof RefNode reference) {
                Object value = reference.executeObject(frame);
                ((Object[]) frame.getArguments()[Arguments.OBJECTS])[object++] = value;
            } else if (result instanceof V128Node vector) {
                Object value = vector.executeVector(frame);
                ((Object[]) frame.getArguments()[Arguments.OBJECTS])[object++] = value;
            } else {
                long bits = result.executeBits(frame);
                ((long[]) frame.getArguments()[Arguments.NUMBERS])[number++] = bits;
            }
        }
        return END;
    }
}
