// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.util.ArrayList;
import java.util.List;

/**
 * A sequence of instructions that becomes a method of its own, which says how it ended: 0 if control goes on behind it,
 * else how many constructs are around that whose label it goes to, itself included.
 */
final class Part {

    /** Offsets in the module's bytes. */
    final int start;
    final int end;
    /** What its line numbers count from, which is in the name of its method. */
    final int base;
    /** Whether it begins in its middle, at the loop where compiled code was entered. */
    final boolean isEntered;
    /** The innermost construct around it, with nothing on the operand stack. */
    final Scope scope;
    /** The locals that occur. */
    final int[] used;
    /** Those of them that are set. */
    final int[] written;
    /** The constructs around the part to whose labels it goes. */
    final List<Scope> exits = new ArrayList<>();
    /** Whether control can go on behind it. */
    boolean fallsThrough;

    Part(int start, int end, Scope scope, int[] used, int[] written) {
        this(start, end, start, scope, used, written);
    }

    private Part(int start, int end, int base, Scope scope, int[] used, int[] written) {
        this.start = start;
        this.end = end;
        this.base = base;
        this.isEntered = base != start;
        this.scope = scope;
        this.used = used;
        this.written = written;
    }

    /** The same part as a method that begins at a loop in it. Other parts are too long to have that base. */
    Part entered() {
        return new Part(start, end, start - 1, scope, used, written);
    }

    boolean contains(int offset) {
        return start <= offset && offset < end;
    }

    /** Makes this part and another end in the same ways, as one place in the function follows both. */
    void joinExits(Part other) {
        other.exits.stream().filter(exit -> !exits.contains(exit)).forEach(exits::add);
        other.exits.clear();
        other.exits.addAll(exits);
        fallsThrough |= other.fallsThrough;
        other.fallsThrough = fallsThrough;
    }
}
