// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.nodes.control.CatchClause;
import org.jwasm.nodes.control.CatchTable;
import org.jwasm.nodes.control.ValueSlots;
import org.jwasm.structure.ValueType;

/** What happens to exceptions in a part of a function: its own clauses, then those of the handler around it. */
final class Handler {

    /** A catch clause, whose target gets what the exception carries in slots. */
    static final class Clause {
        private final int tag;
        private final List<ValueType> types;
        private final int[] slots;
        Block target;
        /** The slot for the exception itself, or {@link CatchClause#NO_REFERENCE}. */
        int reference;

        /**
         * @param tag a tag index, or {@link CatchClause#ALL}
         * @param types of what the exception carries, for which there are {@code slots}
         */
        Clause(int tag, List<ValueType> types, int[] slots, int reference, Block target) {
            this.tag = tag;
            this.types = types;
            this.slots = slots;
            this.reference = reference;
            this.target = target;
        }
    }

    final List<Clause> clauses = new ArrayList<>();
    /** The handler that gets what no clause catches, or null. */
    private Handler outer;
    /** Whether a reachable block has it, itself or through a handler inside; kept by {@link FlowGraph}. */
    boolean reachable;
    /** The number of the last such block, or -1. */
    int lastBlock = -1;
    /** The same for execution; made last. */
    private CatchTable table;

    Handler(Handler outer) {
        this.outer = outer;
    }

    Handler outer() {
        return outer;
    }

    /** Leaves exceptions to another handler, {@code delegate}. */
    void delegateTo(Handler other) {
        outer = other;
    }

    /** A handler that does the same as {@code handler}, which may be null, and has clauses; null if there are none. */
    static Handler effective(Handler handler) {
        Handler found = handler;
        while (found != null && found.clauses.isEmpty()) {
            found = found.outer;
        }
        // Nests may be deep, so that nobody should go the same way again.
        Handler passed = handler;
        while (passed != found) {
            Handler next = passed.outer;
            passed.outer = found;
            passed = next;
        }
        return found;
    }

    /** The table of an effective handler whose targets have their numbers. */
    static CatchTable table(Handler handler) {
        List<Handler> missing = new ArrayList<>();
        Handler known = handler;
        while (known != null && known.table == null) {
            missing.add(known);
            known = effective(known.outer);
        }
        CatchTable table = known == null ? null : known.table;
        for (Handler each : missing.reversed()) {
            table = new CatchTable(each.clauses.stream().map(Handler::toNode).toArray(CatchClause[]::new), table);
            each.table = table;
        }
        return table;
    }

    private static CatchClause toNode(Clause clause) {
        return new CatchClause(clause.tag, new ValueSlots(clause.types, clause.slots), clause.reference, clause.target.number);
    }
}
