// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** A section as it stands in the binary: id, offset and size of its content. Spec: Binary Format, Sections. */
public record Section(int id, int start, int length) {

    private static final String[] NAMES = {"custom", "type", "import", "function", "table", "memory", "global", "export",
                    "start", "element", "code", "data", "data count", "tag"};

    public String name() {
        return NAMES[id];
    }
}
