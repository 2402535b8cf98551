// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.call;

import org.jwasm.nodes.FrameLayout;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.Deoptimization;
import org.jwasm.runtime.ModuleCode;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.DirectCallNode;

/** {@code call} of a function of the same module. */
public final class DirectInvocation extends Invocation {

    private final ModuleCode code;
    private final int function;
    @Child private DirectCallNode callNode;

    public DirectInvocation(ModuleCode code, int function, WasmNode[] arguments, int codeOffset) {
        super(code.module().functionType(function).functionType(), arguments, codeOffset);
        this.code = code;
        this.function = function;
    }

    @Override
    void execute(VirtualFrame frame, long[] numberArray, Object[] objectArray) {
        evaluateArguments(frame, numberArray, objectArray);
        if (callNode == null) {
            // What is never called is never built.
            Deoptimization.invalidate();
            callNode = insert(DirectCallNode.create(code.target(function)));
        }
        Object[] packed = pack(frame.getObjectStatic(FrameLayout.INSTANCE), numberArray, objectArray);
        completeTailCall(callNode.call(packed), packed);
    }
}
