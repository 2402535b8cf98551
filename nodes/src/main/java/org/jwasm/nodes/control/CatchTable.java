// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;

/** The clauses of a handler in their order, with the table of the handler around it. Regions share it. */
public final class CatchTable {

    @CompilationFinal(dimensions = 1) final CatchClause[] clauses;
    final CatchTable outer;
    private final int size;

    /** @param outer whose clauses are tried next, or null */
    public CatchTable(CatchClause[] clauses, CatchTable outer) {
        this.clauses = clauses;
        this.outer = outer;
        this.size = clauses.length + (outer == null ? 0 : outer.size);
    }

    /** The number of clauses with those of the outer tables. */
    public int size() {
        return size;
    }
}
