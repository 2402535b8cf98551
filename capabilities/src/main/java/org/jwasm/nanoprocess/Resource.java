package org.jwasm.nanoprocess;

import java.util.Locale;

/** What a nano-process uses up, and can be limited in. */
public enum Resource {

    /** Instructions, see {@link org.jwasm.runtime.FuelTank}. A child's share is taken from its parent's when it is spawned. */
    FUEL(false),
    /** Calls that are active at once. */
    CALL_DEPTH(false),
    /** Bytes of linear memories. */
    MEMORY(true),
    /** Elements of tables. */
    TABLE_ELEMENTS(true),
    /** Handles to capabilities, see {@link TypedFunction}. */
    HANDLES(true),
    /** Bytes of objects of the host's heap: structures, arrays, exceptions, and what jwasm keeps for the nano-process. */
    HEAP(false),
    /** Nanoseconds since it was spawned. */
    WALL_CLOCK(false),
    /** Nanoseconds of processor time. */
    CPU_TIME(false),
    /** Nano-processes below it that are alive at once, not only its own children. */
    CHILDREN(true),
    /** How deep nano-processes below it may nest. */
    DEPTH(false);

    private final boolean shared;

    Resource(boolean shared) {
        this.shared = shared;
    }

    /** Whether what a nano-process uses is charged to all of its ancestors too, as it is used. */
    boolean isShared() {
        return shared;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
