// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

/**
 * A call by the host into a nano-process. If the host itself was called by a nano-process, this is a call from there by way of the host.
 *
 * @param process that was called
 * @param from whose call of the host this thread is in, or null
 * @param before the entry of this thread that it is nested in, or null
 */
record HostEntry(NanoProcess process, NanoProcess from, HostEntry before) {

    private static final ThreadLocal<HostEntry> LAST = new ThreadLocal<>();

    /** The nano-process whose code, or a function of the host that it called, this thread runs now; null if there is none. */
    static NanoProcess innermost() {
        HostEntry last = LAST.get();
        return last == null ? null : last.process.innermost();
    }

    static void push(NanoProcess process, NanoProcess from) {
        LAST.set(new HostEntry(process, from, LAST.get()));
    }

    /** Ends the last entry, and tells where it came from. */
    static NanoProcess pop() {
        HostEntry last = LAST.get();
        if (last.before == null) {
            LAST.remove();
        } else {
            LAST.set(last.before);
        }
        return last.from;
    }
}
