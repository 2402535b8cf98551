// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

/** A call of a nano-process that didn't return: it died, was dead before, or couldn't be spawned. */
public final class NanoProcessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final transient Death death;

    NanoProcessException(String path, Death death) {
        super("nano-process " + path + ": " + death.message());
        this.path = path;
        this.death = death;
    }

    NanoProcessException(String path, String message) {
        super("nano-process " + path + ": " + message);
        this.path = path;
        this.death = null;
    }

    /** The nano-process's place in the tree, such as {@code app/gui/notify}. */
    public String path() {
        return path;
    }

    /** Why it is dead, or null if it isn't, or never lived. */
    public Death death() {
        return death;
    }
}
