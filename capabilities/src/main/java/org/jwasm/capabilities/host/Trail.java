// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.util.ArrayDeque;
import java.util.function.Consumer;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/**
 * The directories that a walk by handles went into below its start, of which only the last ones are kept open: how deep a tree
 * is, is its guest's choice, and how many files the process may have open isn't.
 */
final class Trail<H> implements AutoCloseable {

    /** From any place one can go up so many times. */
    static final int KEPT = 64;

    private final H start;
    private final Consumer<H> closer;
    private final ArrayDeque<H> opened = new ArrayDeque<>();
    private boolean shortened;

    /** @param start stays open */
    Trail(H start, Consumer<H> closer) {
        this.start = start;
        this.closer = closer;
    }

    /** The directory that the walk is in. */
    H current() {
        return opened.isEmpty() ? start : opened.peek();
    }

    void enter(H directory) {
        opened.push(directory);
        if (opened.size() > KEPT) {
            closer.accept(opened.removeLast());
            shortened = true;
        }
    }

    /**
     * Goes back to where the last directory was entered from.
     *
     * @throws CapabilityException PERM at the start, NAMETOOLONG if that directory isn't open any more
     */
    void leave() throws CapabilityException {
        if (opened.isEmpty()) {
            throw LinuxResolver.escapes();
        }
        if (shortened && opened.size() == 1) {
            throw new CapabilityException(ErrorKind.NAMETOOLONG, "the path goes up more than " + KEPT + " directories");
        }
        closer.accept(opened.pop());
    }

    @Override
    public void close() {
        opened.forEach(closer);
    }
}
