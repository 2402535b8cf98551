// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

/**
 * Names the import through which a guest acts now, so that denials can tell it. It holds for the current thread.
 *
 * <pre>{@code
 * String outer = ImportScope.enter("wasi_snapshot_preview1.path_open");
 * try {
 *     directory.open(path, flags);
 * } finally {
 *     ImportScope.leave(outer);
 * }
 * }</pre>
 */
public final class ImportScope {

    private static final class Slot {
        String name;
    }

    private static final ThreadLocal<Slot> SLOT = ThreadLocal.withInitial(Slot::new);

    private ImportScope() {
    }

    /** Returns what {@link #leave} needs. */
    public static String enter(String name) {
        Slot slot = SLOT.get();
        String outer = slot.name;
        slot.name = name;
        return outer;
    }

    public static void leave(String outer) {
        SLOT.get().name = outer;
    }

    /** Null outside of any import. */
    static String current() {
        return SLOT.get().name;
    }
}
