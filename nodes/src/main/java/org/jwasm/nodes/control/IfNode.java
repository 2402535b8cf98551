// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.structure.BranchHints;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/** A condition whose two sides come together again without leaving in between; a statement. */
public final class IfNode extends WasmNode {

    @Child private Condition condition;
    @Children private final WasmNode[] thenStatements;
    @Children private final WasmNode[] elseStatements;

    public IfNode(I32Node condition, BranchHints.Hint hint, WasmNode[] thenStatements, WasmNode[] elseStatements) {
        this.condition = new Condition(condition, hint);
        this.thenStatements = thenStatements;
        this.elseStatements = elseStatements;
    }

    /** How often the condition has held as far as is known, from 0 to 1; 0.5 if nothing is known. */
    public double probability() {
        return condition.probability();
    }

    @Override
    public void executeVoid(VirtualFrame frame) {
        if (condition.execute(frame)) {
            run(frame, thenStatements);
        } else {
            run(frame, elseStatements);
        }
    }

    @ExplodeLoop
    private static void run(VirtualFrame frame, WasmNode[] statements) {
        for (WasmNode statement : statements) {
            statement.executeVoid(frame);
        }
    }
}
