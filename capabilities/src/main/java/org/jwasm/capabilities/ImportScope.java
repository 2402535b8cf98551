// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

/**
 * Names the import through which a guest acts now, so that denials can tell it. It holds for the current thread.
 *
 * <pre>{@code
 * ImportScope.Place place = ImportScope.place();
 * String outer = place.enter("wasi_snapshot_preview1.path_open");
 * try {
 *     directory.open(path, flags);
 * } finally {
 *     place.leave(outer);
 * }
 * }</pre>
 */
public final class ImportScope {

    /** Where a thread has the name: looked for once a call. */
    public static final class Place {
        private final Thread thread = Thread.currentThread();
        private String name;

        private Place() {
        }

        /** Returns what {@link #leave} needs. */
        public String enter(String inner) {
            String outer = name;
            name = inner;
            return outer;
        }

        public void leave(String outer) {
            name = outer;
        }
    }

    private static final ThreadLocal<Place> PLACE = ThreadLocal.withInitial(Place::new);

    private ImportScope() {
    }

    /** That of this thread, which no other may use. */
    public static Place place() {
        return PLACE.get();
    }

    /** The same, for who knows the one of some thread, most often this one's, or null. */
    public static Place place(Place known) {
        return known != null && known.thread == Thread.currentThread() ? known : PLACE.get();
    }

    /** Null outside of any import. */
    static String current() {
        return PLACE.get().name;
    }
}
