// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.util.ArrayList;
import java.util.List;

/**
 * A sequence of instructions that becomes a method of its own, which says how it ended: 0 if control goes on behind it,
 * else the number of the label to which it goes.
 */
final class Part {

    /** Offsets in the module's bytes. */
    final int start;
    final int end;
    /** The innermost construct around it, with nothing on the operand stack. */
    final Scope scope;
    /** The locals that occur. */
    final int[] used;
    /** Those of them that are set. */
    final int[] written;
    /** The labels around the part that it goes to; that of the exit {@code i} is the element {@code i - 1}. */
    final List<Scope> exits = new ArrayList<>();
    /** Whether control can go on behind it. */
    boolean fallsThrough;

    Part(int start, int end, Scope scope, int[] used, int[] written) {
        this.start = start;
        this.end = end;
        this.scope = scope;
        this.used = used;
        this.written = written;
    }
}
