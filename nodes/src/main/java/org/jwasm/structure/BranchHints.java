// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

import java.util.Arrays;
import java.util.Map;

/**
 * Which branches a module's producer expects to be taken. Spec: Appendix, Custom Sections and Annotations, Branch Hints.
 *
 * @param functions by function index: for each hint the offset of the instruction from the start of the local declarations,
 *            doubled, plus 1 if it is likely that the condition holds; in rising order
 */
public record BranchHints(Map<Integer, int[]> functions) {

    public static final BranchHints NONE = new BranchHints(Map.of());

    /** What a hint says. */
    public enum Hint {
        NONE,
        LIKELY,
        UNLIKELY;

        /** What it says of the opposite condition. */
        public Hint negate() {
            return switch (this) {
                case NONE -> NONE;
                case LIKELY -> UNLIKELY;
                case UNLIKELY -> LIKELY;
            };
        }
    }

    /** The hint for the instruction at an offset from the start of a function's local declarations. */
    public Hint of(int function, int offset) {
        int[] hints = functions.get(function);
        if (hints == null) {
            return Hint.NONE;
        }
        int found = Arrays.binarySearch(hints, 2 * offset);
        if (found >= 0) {
            return Hint.UNLIKELY;
        }
        int next = -found - 1;
        return next < hints.length && hints[next] == 2 * offset + 1 ? Hint.LIKELY : Hint.NONE;
    }
}
