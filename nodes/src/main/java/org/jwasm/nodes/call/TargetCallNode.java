// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.call;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.GenerateInline;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.IndirectCallNode;
import com.oracle.truffle.api.nodes.Node;

/** Calls code, with an inline cache; gives null or the tail call that the code ends in. */
@GenerateInline(false)
abstract class TargetCallNode extends Node {

    abstract Object execute(RootCallTarget target, Object[] arguments);

    @Specialization(guards = "target == cachedTarget", limit = "8")
    static Object doDirect(@SuppressWarnings("unused") RootCallTarget target, Object[] arguments,
                    @SuppressWarnings("unused") @Cached("target") RootCallTarget cachedTarget,
                    @Cached("create(cachedTarget)") DirectCallNode callNode) {
        return callNode.call(arguments);
    }

    @Specialization(replaces = "doDirect")
    static Object doIndirect(RootCallTarget target, Object[] arguments, @Cached IndirectCallNode callNode) {
        return callNode.call(target, arguments);
    }
}
