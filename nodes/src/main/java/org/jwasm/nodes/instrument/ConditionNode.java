// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.instrument;

import org.jwasm.nodes.CodeRoot;
import org.jwasm.nodes.I32Node;

import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.GenerateWrapper;
import com.oracle.truffle.api.instrumentation.ProbeNode;
import com.oracle.truffle.api.interop.NodeLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** The operand of a branch, as a statement that debuggers can stop at. */
@GenerateWrapper
@ExportLibrary(NodeLibrary.class)
public class ConditionNode extends I32Node implements InstrumentedStatement {

    @Child private I32Node condition;
    private final int codeOffset;

    public ConditionNode(I32Node condition, int codeOffset) {
        this.condition = condition;
        this.codeOffset = codeOffset;
    }

    /** For the wrapper. */
    protected ConditionNode(ConditionNode wrapped) {
        this(null, wrapped.codeOffset);
    }

    @Override
    public int executeInt(VirtualFrame frame) {
        return condition.executeInt(frame);
    }

    @Override
    public boolean executeBoolean(VirtualFrame frame) {
        return condition.executeBoolean(frame);
    }

    @Override
    public int codeOffset() {
        return codeOffset;
    }

    @Override
    public WrapperNode createWrapper(ProbeNode probe) {
        return new ConditionNodeWrapper(this, this, probe);
    }

    @ExportMessage
    boolean hasScope(@SuppressWarnings("unused") Frame frame) {
        return CodeRoot.hasScope(this);
    }

    @ExportMessage
    Object getScope(Frame frame, @SuppressWarnings("unused") boolean nodeEnter) throws UnsupportedMessageException {
        return CodeRoot.scope(this, frame);
    }
}
