package org.jwasm.nodes.control;

import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.WasmNode;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/** A condition whose two sides come together again without leaving in between; a statement. */
public final class IfNode extends WasmNode {

    @Child private Condition condition;
    @Children private final WasmNode[] thenStatements;
    @Children private final WasmNode[] elseStatements;

    public IfNode(I32Node condition, WasmNode[] thenStatements, WasmNode[] elseStatements) {
        this.condition = new Condition(condition);
        this.thenStatements = thenStatements;
        this.elseStatements = elseStatements;
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
