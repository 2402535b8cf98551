// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.runtime.Deoptimization;
import org.jwasm.runtime.WasmThrown;

import com.oracle.truffle.api.CompilerAsserts;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.ExplodeLoop.LoopExplosionKind;
import com.oracle.truffle.api.nodes.LoopNode;

/**
 * The body of a function that handles exceptions: its loops go on with a handler's region when a region throws. Only
 * exceptions of modules have handlers; traps and what the host throws pass.
 */
public final class HandlingBody extends FunctionBody {

    /** @param compilable whether the function is small enough for the compiler */
    public HandlingBody(Region[] regions, SlotKinds slots, boolean compilable, int tailCallSlot) {
        super(regions, slots, compilable, tailCallSlot);
    }

    @Override
    void interpret(VirtualFrame frame, int start) {
        int current = start;
        int backEdges = 0;
        while (current != Terminator.END) {
            int next = step(frame, regions[current]);
            if (next <= current && next != Terminator.END && ++backEdges >= pollInterval) {
                backEdges = 0;
                if (pollBackEdges(frame, next)) {
                    return;
                }
            }
            current = next;
        }
    }

    /** The region that comes next. */
    private static int step(VirtualFrame frame, Region region) {
        try {
            region.executeStatements(frame);
            return region.terminator.execute(frame);
        } catch (WasmThrown thrown) {
            return handle(frame, region, thrown);
        }
    }

    private static int handle(VirtualFrame frame, Region region, WasmThrown thrown) {
        for (CatchTable table = region.catches; table != null; table = table.outer) {
            for (CatchClause clause : table.clauses) {
                if (clause.matches(frame, thrown)) {
                    clause.takeFirst(frame, thrown);
                    return clause.target;
                }
            }
        }
        throw thrown;
    }

    // Like that of the superclass but for the handlers: whatever chooses the next region has to be in the loop itself.
    @Override
    @ExplodeLoop(kind = LoopExplosionKind.MERGE_EXPLODE)
    void run(VirtualFrame frame, int start) {
        int current = start;
        BackEdges backEdges = new BackEdges();
        outer: while (current != Terminator.END) {
            CompilerAsserts.partialEvaluationConstant(current);
            Region region = regions[current];
            if (region.loopHead) {
                TruffleSafepoint.poll(this);
                if (CompilerDirectives.hasNextTier() && ++backEdges.count >= POLL_INTERVAL) {
                    LoopNode.reportLoopCount(this, POLL_INTERVAL);
                    backEdges.count = 0;
                }
            }
            try {
                region.executeStatements(frame);
                Terminator terminator = region.terminator;
                if (terminator instanceof Goto jump) {
                    current = jump.target;
                    continue;
                }
                if (terminator instanceof BranchIf branch) {
                    if (branch.test(frame)) {
                        current = branch.whenTrue;
                        continue;
                    } else {
                        current = branch.whenFalse;
                        continue;
                    }
                }
                if (terminator instanceof BranchTable table) {
                    int[] targets = table.choices;
                    int index = table.choice(frame);
                    for (int i = 0; i < targets.length - 1; i++) {
                        if (index == i) {
                            current = targets[i];
                            continue outer;
                        }
                    }
                    current = targets[targets.length - 1];
                    continue;
                }
                current = terminator.execute(frame);
            } catch (WasmThrown thrown) {
                for (CatchTable table = region.catches; table != null; table = table.outer) {
                    CatchClause[] clauses = table.clauses;
                    for (int i = 0; i < clauses.length; i++) {
                        if (clauses[i].matches(frame, thrown)) {
                            if (!clauses[i].isUsed()) {
                                Deoptimization.invalidate();
                                clauses[i].takeFirst(frame, thrown);
                                // From here on the interpreter, which can go over to compiled code again.
                                interpret(frame, clauses[i].target);
                                return;
                            }
                            clauses[i].take(frame, thrown);
                            current = clauses[i].target;
                            continue outer;
                        }
                    }
                }
                throw thrown;
            }
        }
    }
}
