// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.instrument;

import org.jwasm.nodes.CodeRoot;
import org.jwasm.nodes.WasmNode;

import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.GenerateWrapper;
import com.oracle.truffle.api.instrumentation.ProbeNode;
import com.oracle.truffle.api.interop.NodeLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A statement that debuggers can stop at: an instruction with its operands, or the place of one that ends a region. */
@GenerateWrapper
@ExportLibrary(NodeLibrary.class)
public class StatementNode extends WasmNode implements InstrumentedStatement {

    @Child private WasmNode statement;
    private final int codeOffset;

    /** @param statement null for a place at which the region's end follows */
    public StatementNode(WasmNode statement, int codeOffset) {
        this.statement = statement;
        this.codeOffset = codeOffset;
    }

    /** For the wrapper. */
    protected StatementNode(StatementNode wrapped) {
        this(null, wrapped.codeOffset);
    }

    @Override
    public void executeVoid(VirtualFrame frame) {
        if (statement != null) {
            statement.executeVoid(frame);
        }
    }

    @Override
    public int codeOffset() {
        return codeOffset;
    }

    @Override
    public WrapperNode createWrapper(ProbeNode probe) {
        return new StatementNodeWrapper(this, this, probe);
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
