// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

/** A node that can say which instruction it came from. */
public interface CodePosition {

    /** The offset in the module's bytes of the instruction, or -1 if it can neither trap nor call. */
    int codeOffset();
}
