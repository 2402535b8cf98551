// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

/**
 * Something wrong in a manifest.
 *
 * @param line from 1
 * @param column from 1
 */
public record Problem(int line, int column, String message) implements Comparable<Problem> {

    @Override
    public int compareTo(Problem other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }
}
