// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.call;

import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.Deoptimization;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.structure.FunctionType;

import com.oracle.truffle.api.frame.VirtualFrame;

/** A call of a function that is known at run time: of an import, through a table, or by reference. */
public final class FunctionInvocation extends Invocation {

    @Child private Callee callee;
    @Child private CallDispatchNode dispatch;

    public FunctionInvocation(FunctionType type, Callee callee, WasmNode[] arguments, int codeOffset) {
        super(type, arguments, codeOffset);
        this.callee = callee;
    }

    @Override
    void execute(VirtualFrame frame, long[] numberArray, Object[] objectArray) {
        evaluateArguments(frame, numberArray, objectArray);
        WasmFunction function = callee.execute(frame);
        if (dispatch == null) {
            Deoptimization.invalidate();
            dispatch = insert(CallDispatchNodeGen.create());
        }
        Object[] packed = pack(function.receiver(), numberArray, objectArray);
        completeTailCall(dispatch.execute(function, packed), packed);
    }
}
