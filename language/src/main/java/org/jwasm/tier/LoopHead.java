// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.util.ArrayList;
import java.util.List;

/**
 * The head of a loop, as the emission of the whole function has met it.
 *
 * @param scope of the loop, or of the function if that starts over by calling itself
 * @param operands what is on the operand stack there, the lowest first
 */
record LoopHead(Scope scope, Kind[] operands) {

    int offset() {
        return scope.offset;
    }

    /** The constructs around the loop and itself, the outermost first. */
    List<Scope> chain() {
        return chain(scope);
    }

    static List<Scope> chain(Scope innermost) {
        List<Scope> chain = new ArrayList<>();
        for (Scope scope = innermost; scope != null; scope = scope.parent) {
            chain.addFirst(scope);
        }
        return chain;
    }

    /** Whether compiled code can begin here: not where an exception was caught that may be thrown again. */
    boolean canBeEntered() {
        for (Scope around = scope; around != null; around = around.parent) {
            if (around.caught >= 0) {
                return false;
            }
        }
        return true;
    }
}
