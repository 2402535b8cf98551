// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

/** A file that can't be used, told in the user's words; ends the command with {@link ExitCode#USAGE}. */
final class LoadException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message that says which file */
    LoadException(String message) {
        super(message, null, false, false);
    }

    LoadException(String file, String message) {
        super(file + ": " + message, null, false, false);
    }

    /** Several lines, each of which names its place. */
    static LoadException ofLines(String lines) {
        return new LoadException(lines.replace("\n", "\njwasm: "));
    }
}
