// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.runtime.CompiledCalls;
import org.jwasm.runtime.CompiledCode;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.LoopNode;
import com.oracle.truffle.api.nodes.RootNode;

/**
 * Measures calls of a function's compiled code, and lets Graal take over where a call lasts so long that being called through a call target costs
 * nothing. The compiled code goes on until Graal's code of the last tier is there, in which the tree runs.
 */
final class Takeover {

    /** In nanoseconds, of all calls so far: what ends sooner isn't worth a compilation. */
    private static final long ENOUGH = 100_000_000;
    /** In nanoseconds, of a call. */
    private static final long LONG_CALL = 20_000;
    /** After so many calls that weren't long it is known that they aren't. */
    private static final int MOST_CALLS = 5_000;
    /** What a call counts for Truffle, which doesn't see the rounds of loops: a few make up a compilation of any tier. */
    private static final int ROUNDS = 5_000;

    private long nanos;
    private int calls;
    private boolean over;
    private boolean decided;

    /** Whether the code that asks is Graal's final code for the function. */
    boolean isHere() {
        return CompilerDirectives.inCompiledCode() && !CompilerDirectives.hasNextTier();
    }

    boolean isDecided() {
        return decided;
    }

    /** Calls the compiled code. */
    Object call(CompiledCode compiled, VirtualFrame frame, RootNode root) {
        if (CompilerDirectives.inInterpreter() && !over) {
            return measure(compiled, frame, root);
        }
        Object result = CompiledCalls.call(compiled, frame, root);
        if (decided) {
            LoopNode.reportLoopCount(root, ROUNDS);
        }
        return result;
    }

    private Object measure(CompiledCode compiled, VirtualFrame frame, RootNode root) {
        long start = System.nanoTime();
        try {
            return CompiledCalls.call(compiled, frame, root);
        } finally {
            // Threads may race here: what they lose is some more calls.
            nanos += System.nanoTime() - start;
            calls++;
            boolean enough = nanos >= ENOUGH;
            if (enough || calls >= MOST_CALLS) {
                decided = enough && nanos / calls >= LONG_CALL;
                over = true;
            }
        }
    }
}
