// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** The catch clauses, in the order of their binary codes. Spec: Structure, Instructions, Control Instructions. */
public enum CatchKind {
    CATCH,
    CATCH_REF,
    CATCH_ALL,
    CATCH_ALL_REF;

    private static final CatchKind[] KINDS = values();

    /** The kind of a binary code, or null. */
    public static CatchKind of(int code) {
        return code >= 0 && code < KINDS.length ? KINDS[code] : null;
    }

    /** Whether the clause is for one tag and passes on what the exception carries. */
    public boolean hasTag() {
        return this == CATCH || this == CATCH_REF;
    }

    /** Whether the clause passes on a reference to the exception. */
    public boolean hasReference() {
        return this == CATCH_REF || this == CATCH_ALL_REF;
    }
}
