// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.WasmNode;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;

/** A basic block: statements that run one after the other, then one decision where to go on. */
public final class Region extends Node {

    @Children private final WasmNode[] statements;
    @Child Terminator terminator;
    final boolean loopHead;
    final CatchTable catches;
    /** How to leave the tree before this region, or null if there is no way. */
    final LoopEntry entry;

    /**
     * @param loopHead whether a later region, or this one, goes on here
     * @param catches where exceptions go that are thrown here, or null
     * @param entry how to leave the tree before this region, or null
     */
    public Region(WasmNode[] statements, Terminator terminator, boolean loopHead, CatchTable catches, LoopEntry entry) {
        this.statements = statements;
        this.terminator = terminator;
        this.loopHead = loopHead;
        this.catches = catches;
        this.entry = entry;
    }

    @ExplodeLoop
    void executeStatements(VirtualFrame frame) {
        for (WasmNode statement : statements) {
            statement.executeVoid(frame);
        }
    }
}
