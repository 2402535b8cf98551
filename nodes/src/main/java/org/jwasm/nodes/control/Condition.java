// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.I32Node;
import org.jwasm.runtime.Deoptimization;
import org.jwasm.structure.BranchHints;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;

/**
 * A condition with a profile: the interpreter counts, compiled code gets the probability and leaves out what never
 * happened. Counting is not synchronized: a lost count does no harm.
 */
final class Condition extends Node {

    // Without a compiler nothing reads the counts.
    private static final boolean PROFILING = !Truffle.getRuntime().getName().equals("Interpreted");
    private static final int LIMIT = 1 << 28;
    // As good as a few counts: what a hint calls likely isn't left out before it happened, and counting overrules it soon.
    private static final int HINT = 16;

    @Child private I32Node test;
    @CompilationFinal private int held;
    @CompilationFinal private int failed;

    Condition(I32Node test, BranchHints.Hint hint) {
        this.test = test;
        this.held = hint == BranchHints.Hint.LIKELY ? HINT : 0;
        this.failed = hint == BranchHints.Hint.UNLIKELY ? HINT : 0;
    }

    /** How often the condition held as far as is known, from 0 to 1; 0.5 if nothing is known. */
    double probability() {
        return held + failed == 0 ? 0.5 : (double) held / (held + failed);
    }

    boolean execute(VirtualFrame frame) {
        boolean result = test.executeBoolean(frame);
        if (CompilerDirectives.inInterpreter()) {
            if (PROFILING) {
                count(result);
            }
            return result;
        }
        return profiled(result);
    }

    private void count(boolean result) {
        if (result) {
            if (held < LIMIT) {
                held++;
            }
        } else if (failed < LIMIT) {
            failed++;
        }
    }

    private boolean profiled(boolean result) {
        int yes = held;
        int no = failed;
        if (yes == 0 && result || no == 0 && !result) {
            Deoptimization.invalidate();
            count(result);
            return result;
        }
        // Never came here so far: nothing goes on, but the compiler, which doesn't compute NaNs, still wants a constant.
        double probability = yes + no == 0 ? 0.5 : (double) yes / (yes + no);
        return CompilerDirectives.injectBranchProbability(probability, result);
    }
}
