// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import org.jwasm.wit.WitFunction;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;

/** Calls of one type, where they have no place in their caller's code. */
final class TypedCallRootNode extends RootNode {

    @Child private TypedCallNode call;

    TypedCallRootNode(WitFunction type) {
        super(null);
        this.call = TypedCallNode.create(type);
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        call.execute((LoweredImport) arguments[0], (long[]) arguments[1]);
        return null;
    }

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "typed call";
    }
}
