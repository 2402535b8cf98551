// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import org.jwasm.wit.WitFunction;

import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.GenerateInline;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.nodes.IndirectCallNode;
import com.oracle.truffle.api.nodes.Node;

/** Calls an import with the code for its type: one import of an image may be bound to different types in its nano-processes. */
@GenerateInline(false)
public abstract class TypedDispatchNode extends Node {

    /** @param numbers the core arguments, then the core results, as in {@link org.jwasm.runtime.Arguments} */
    public abstract void execute(LoweredImport imported, long[] numbers);

    @Specialization(guards = "imported.type() == type", limit = "3")
    static void doCached(LoweredImport imported, long[] numbers, @SuppressWarnings("unused") @Cached("imported.type()") WitFunction type,
                    @Cached("create(type)") TypedCallNode call) {
        call.execute(imported, numbers);
    }

    @Specialization(replaces = "doCached")
    static void doGeneric(LoweredImport imported, long[] numbers, @Cached IndirectCallNode call) {
        call.call(imported.root(), imported, numbers);
    }
}
