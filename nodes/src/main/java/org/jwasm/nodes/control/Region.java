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

    /** @param loopHead whether a later region, or this one, goes on here */
    public Region(WasmNode[] statements, Terminator terminator, boolean loopHead) {
        this.statements = statements;
        this.terminator = terminator;
        this.loopHead = loopHead;
    }

    @ExplodeLoop
    void executeStatements(VirtualFrame frame) {
        for (WasmNode statement : statements) {
            statement.executeVoid(frame);
        }
    }
}
