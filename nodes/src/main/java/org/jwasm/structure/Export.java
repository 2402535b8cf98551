// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/**
 * Something that a module offers. Spec: Structure, Modules, Exports.
 *
 * @param index into the index space of {@code kind}, imports first
 */
public record Export(String name, Kind kind, int index) {

    /** The index spaces that exports come from, in the order of their binary codes. */
    public enum Kind {
        FUNCTION("func"),
        TABLE("table"),
        MEMORY("memory"),
        GLOBAL("global"),
        TAG("tag");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
