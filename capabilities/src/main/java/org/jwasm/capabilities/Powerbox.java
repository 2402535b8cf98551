// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

/**
 * Somebody who grants what a nano-process tries, when it tries it: a person at a terminal or before a window. Put in front of a
 * capability by {@link Prompts}.
 */
@FunctionalInterface
public interface Powerbox {

    /** What may be answered. */
    enum Answer {
        /** This one operation. */
        ONCE,
        /** The same on the same target, until the end. */
        RUN,
        /** The same on all in the directory of the target, until the end; the same as {@link #RUN} where there are no directories. */
        DIRECTORY,
        /** As {@link #RUN}, and in later runs. */
        ALWAYS,
        /** Not this; not to be asked again until the end. */
        NO
    }

    /**
     * A question.
     *
     * @param holder who wants something
     * @param action {@code read}, {@code write}, or the name of a right
     * @param target such as a path below the capability's directory, or a host and port
     * @param importName through which it is tried, or empty
     */
    record Question(String holder, String action, String target, String importName) {

        /** As it is remembered: the action and the target. */
        public String rule() {
            return action + " " + target;
        }
    }

    /** Asks, and waits for the answer. */
    Answer ask(Question question);
}
