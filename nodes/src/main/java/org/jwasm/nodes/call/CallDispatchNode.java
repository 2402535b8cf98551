// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.call;

import org.jwasm.runtime.WasmFunction;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.GenerateInline;
import com.oracle.truffle.api.dsl.GenerateUncached;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.IndirectCallNode;
import com.oracle.truffle.api.nodes.Node;

/** Calls a function that is known at run time only, with an inline cache on its code (which all instances share). */
@GenerateUncached
@GenerateInline(false)
public abstract class CallDispatchNode extends Node {

    /**
     * Makes one call.
     *
     * @param arguments see {@link org.jwasm.runtime.Arguments}; the results are in its arrays afterwards
     * @return null, or the tail call that is to be made in its stead, see {@link TrampolineNode}
     */
    public abstract Object execute(WasmFunction function, Object[] arguments);

    @Specialization(guards = "function.knownTarget() == target", limit = "4")
    static Object doDirect(@SuppressWarnings("unused") WasmFunction function, Object[] arguments,
                    @SuppressWarnings("unused") @Cached("function.target()") RootCallTarget target,
                    @Cached("create(target)") DirectCallNode callNode) {
        return callNode.call(arguments);
    }

    @Specialization(replaces = "doDirect")
    static Object doIndirect(WasmFunction function, Object[] arguments, @Cached IndirectCallNode callNode) {
        return callNode.call(function.target(), arguments);
    }
}
