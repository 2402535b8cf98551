// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds parts of a function that can be methods of their own, since HotSpot compiles no method of more than 8,000 bytes.
 * While the function is emitted whole, this takes notes of where nothing is on the operand stack; parts begin and end there.
 */
final class Splitter {

    /** The largest part, in bytes of WebAssembly. */
    static final int LARGEST = 1800;
    private static final int SMALLEST = 60;
    /** The smallest part where that leaves too much outside of parts: about as much as its call takes. */
    private static final int SMALLEST_OF_MANY = 24;
    private static final int MOST_LOCALS = 400;

    /** The instructions of one side of a construct, between the places where the stack is empty. */
    private static final class Side {
        final Scope scope;
        final int depth;
        /** A part that fails doesn't say what its locals are, which a handler may read. */
        final boolean handled;
        final List<Integer> cuts = new ArrayList<>();

        Side(Scope scope, int depth) {
            this.scope = scope;
            this.depth = depth;
            this.handled = scope.handler != null;
        }
    }

    private record Access(int offset, int local, boolean write) {
    }

    private final Map<Scope, List<Side>> open = new IdentityHashMap<>();
    private final List<Side> sides = new ArrayList<>();
    private final List<Access> accesses = new ArrayList<>();
    private int smallest;
    private int largest;

    /** An instruction comes next, with nothing of the construct on the stack. */
    void empty(int offset, Scope scope, int depth) {
        List<Side> known = open.computeIfAbsent(scope, _ -> new ArrayList<>(List.of(side(scope, depth))));
        known.getLast().cuts.add(offset);
    }

    private Side side(Scope scope, int depth) {
        Side side = new Side(scope, depth);
        sides.add(side);
        return side;
    }

    /** One side of a construct ends at an instruction that can't be reached from above. */
    void dead(int offset, Scope scope) {
        List<Side> known = open.get(scope);
        if (known != null && !known.getLast().cuts.isEmpty()) {
            known.getLast().cuts.add(offset);
        }
    }

    /** Another side of a construct begins. */
    void nextSide(Scope scope, int depth) {
        List<Side> known = open.get(scope);
        if (known != null) {
            known.add(side(scope, depth));
        }
    }

    void local(int offset, int local, boolean write) {
        accesses.add(new Access(offset, local, write));
    }

    /**
     * The parts by where they begin.
     *
     * @param many whether to make parts of smaller sequences too
     * @param most the size of the largest part, in bytes of WebAssembly
     */
    Map<Integer, Part> parts(boolean many, int most) {
        largest = most;
        smallest = many ? SMALLEST_OF_MANY : SMALLEST;
        Map<Integer, Part> parts = new HashMap<>();
        BitSet taken = new BitSet();
        sides.sort(Comparator.comparingInt(side -> side.depth));
        for (Side side : sides) {
            if (!side.handled) {
                group(side, parts, taken);
            }
        }
        return parts;
    }

    private void group(Side side, Map<Integer, Part> parts, BitSet taken) {
        int start = -1;
        for (int i = 0; i + 1 < side.cuts.size(); i++) {
            int from = side.cuts.get(i);
            int to = side.cuts.get(i + 1);
            boolean large = to - from > largest;
            if (start >= 0 && (large || to - start > largest)) {
                add(side, start, from, parts, taken);
                start = -1;
            }
            if (start < 0 && !large) {
                start = from;
            }
        }
        if (start >= 0) {
            add(side, start, side.cuts.getLast(), parts, taken);
        }
    }

    private void add(Side side, int start, int end, Map<Integer, Part> parts, BitSet taken) {
        int next = taken.nextSetBit(start);
        if (end - start < smallest || next >= 0 && next < end) {
            return;
        }
        BitSet used = new BitSet();
        BitSet written = new BitSet();
        int low = firstAccess(start);
        for (int i = low; i < accesses.size() && accesses.get(i).offset < end; i++) {
            used.set(accesses.get(i).local);
            if (accesses.get(i).write) {
                written.set(accesses.get(i).local);
            }
        }
        if (used.cardinality() > MOST_LOCALS) {
            return;
        }
        taken.set(start, end);
        parts.put(start, new Part(start, end, side.scope, used.stream().toArray(), written.stream().toArray()));
    }

    private int firstAccess(int offset) {
        int low = 0;
        int high = accesses.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (accesses.get(middle).offset < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
