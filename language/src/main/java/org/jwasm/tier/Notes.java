// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.util.HashMap;
import java.util.Map;

/** What the emission of a whole function has found out for emissions of other kinds. */
final class Notes {

    Splitter splitter = new Splitter();
    /** Where compiled code can begin in the middle, by the offset of the loop. */
    final Map<Integer, LoopHead> heads = new HashMap<>();
    /** Whether the function jumps to its start. */
    boolean startsOver;

    /** Before the function is emitted once more: a builder of class files may start over. */
    void clear() {
        splitter = new Splitter();
        heads.clear();
        startsOver = false;
    }
}
