// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.util.Locale;

/** What a nano-process uses up, and can be limited in. */
public enum Resource {

    /** Instructions, see {@link org.jwasm.runtime.FuelTank}. A child's share is taken from its parent's when it is spawned. */
    FUEL(Scope.OWN),
    /** Calls that are active at once. */
    CALL_DEPTH(Scope.OWN),
    /** Bytes of linear memories. */
    MEMORY(Scope.HELD),
    /** Elements of tables. */
    TABLE_ELEMENTS(Scope.HELD),
    /** Handles to capabilities, see {@link TypedFunction}. */
    HANDLES(Scope.HELD),
    /** Capabilities that it derived or was granted, until they are revoked, or found to be garbage. */
    CAPABILITIES(Scope.HELD),
    /** Bytes of objects of the host's heap: structures, arrays, exceptions, and what jwasm keeps, of it and all below it. */
    HEAP(Scope.OWN),
    /** Nanoseconds since it was spawned. */
    WALL_CLOCK(Scope.OWN),
    /** Nanoseconds of processor time, of it and all below it. */
    CPU_TIME(Scope.OWN),
    /** Nano-processes below it that are alive at once, not only its own children. */
    CHILDREN(Scope.COUNTED),
    /** How deep nano-processes below it may nest. */
    DEPTH(Scope.OWN),
    /** Files, directories and sockets open at once. */
    OPEN_FILES(Scope.HELD),
    /** Bytes written to files, streams, sockets and logs. */
    OUTPUT(Scope.SPENT);

    /** For whom use counts, and for how long. */
    private enum Scope {
        /** It is no matter of accounts. */
        OWN,
        /** For it and all ancestors, until it is given back or the nano-process is dead. */
        HELD,
        /** For it and all ancestors, until each of what is counted is gone. */
        COUNTED,
        /** For it and all ancestors, for good. */
        SPENT
    }

    private final Scope scope;

    Resource(Scope scope) {
        this.scope = scope;
    }

    /** Whether what a dead nano-process used counts no more for its ancestors. */
    boolean isGivenBack() {
        return scope == Scope.HELD;
    }

    /** Whether it can be limited for all nano-processes of a supervisor together. */
    public boolean isForAll() {
        return scope != Scope.OWN || this == FUEL || this == DEPTH;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
