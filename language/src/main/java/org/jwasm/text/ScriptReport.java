// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.List;
import java.util.SortedMap;

/**
 * What running a script came to.
 *
 * @param executed how many commands of each kind were executed, whether they passed or not
 * @param failures in the order of the script
 */
public record ScriptReport(SortedMap<String, Integer> executed, List<Failure> failures) {

    /**
     * A command that did not do as it says.
     *
     * @param script the script's name
     * @param line from 1
     * @param column in characters, from 1
     * @param command its kind
     * @param message what is wrong; may have several lines
     */
    public record Failure(String script, int line, int column, String command, String message) {

        /** {@code file:line:column: command: message}. */
        @Override
        public String toString() {
            return script + ":" + line + ":" + column + ": " + command + ": " + message;
        }
    }

    public int total() {
        return executed.values().stream().mapToInt(Integer::intValue).sum();
    }
}
