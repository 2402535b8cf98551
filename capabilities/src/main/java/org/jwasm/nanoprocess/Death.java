// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

/**
 * Why a nano-process is dead.
 *
 * @param resource what was exhausted, else null
 * @param exitCode what it gave to {@code proc_exit}, else -1
 * @param message for people
 */
public record Death(Cause cause, Resource resource, int exitCode, String message) {

    /** How it came. */
    public enum Cause {
        /** It ended itself. */
        EXITED,
        /** It trapped, or an exception left it. */
        TRAPPED,
        /** It used up what it may. */
        EXHAUSTED,
        /** Somebody with the right to do so ended it, or its parent ended. */
        KILLED
    }

    private static final int MAX_MESSAGE = 1000;
    static final Death STACK_EXHAUSTED = exhausted(Resource.CALL_DEPTH, "");

    static Death exited(int code) {
        return new Death(Cause.EXITED, null, code, "exited with " + code);
    }

    static Death trapped(String message) {
        // A message may quote that of another death, and so on.
        int end = Math.min(message.length(), MAX_MESSAGE);
        // Not in the middle of a character.
        end -= end < message.length() && Character.isHighSurrogate(message.charAt(end - 1)) ? 1 : 0;
        String shown = end == message.length() ? message : message.substring(0, end) + "...";
        return new Death(Cause.TRAPPED, null, -1, "trap: " + shown);
    }

    static Death exhausted(Resource resource, String details) {
        return new Death(Cause.EXHAUSTED, resource, -1, "exhausted:" + resource + (details.isEmpty() ? "" : " (" + details + ")"));
    }

    static Death killed(String why) {
        return new Death(Cause.KILLED, null, -1, "killed: " + why);
    }

    @Override
    public String toString() {
        return message;
    }
}
