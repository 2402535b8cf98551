// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.Label;
import java.util.ArrayList;
import java.util.List;

/** What happens to the exceptions of a part of a function. */
final class Handler {

    /** A catch clause. */
    static final class Clause {
        /** A tag index, or -1 for all. */
        final int tag;
        final Kind[] carried;
        final boolean withReference;
        /** Where a clause of a {@code try_table} branches to. */
        final Scope branch;
        /** Where a clause of a legacy {@code try} starts. */
        final Label start;
        final int caught;

        Clause(int tag, Kind[] carried, boolean withReference, Scope branch, Label start, int caught) {
            this.tag = tag;
            this.carried = carried;
            this.withReference = withReference;
            this.branch = branch;
            this.start = start;
            this.caught = caught;
        }
    }

    final List<Clause> clauses = new ArrayList<>();
    /** What gets the exceptions that no clause takes, or null: then they leave the function. */
    Handler outer;
    final Label start;
    /** Where the exceptions of the part go, with the exception on the stack. */
    final Label entry;

    Handler(Handler outer, Label start, Label entry) {
        this.outer = outer;
        this.start = start;
        this.entry = entry;
    }
}
