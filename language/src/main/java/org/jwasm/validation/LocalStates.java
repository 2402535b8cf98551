// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.validation;

import java.util.Arrays;

import org.jwasm.structure.ValueType;

/**
 * Which locals have a value: those without a default get one when they are set, until the end of the block around.
 *
 * <p>Spec: Validation, Conventions, Local Types; Appendix, Validation Algorithm.
 */
final class LocalStates {

    private boolean[] unset = new boolean[64];
    private int[] initialized = new int[16];
    private int count;

    void clear() {
        count = 0;
    }

    /** Makes room for so many locals. */
    void ensureCapacity(int locals) {
        if (locals > unset.length) {
            unset = Arrays.copyOf(unset, locals);
        }
    }

    /** Declares locals from {@code start} to {@code end}; parameters have a value. */
    void declare(int start, int end, ValueType type, boolean isParameter) {
        Arrays.fill(unset, start, end, !isParameter && !type.isDefaultable());
    }

    boolean isUnset(int local) {
        return unset[local];
    }

    void set(int local) {
        if (unset[local]) {
            unset[local] = false;
            if (count == initialized.length) {
                initialized = Arrays.copyOf(initialized, 2 * count);
            }
            initialized[count++] = local;
        }
    }

    /** How many locals were set so far. */
    int mark() {
        return count;
    }

    /** Forgets what was set since {@link #mark} was {@code mark}. */
    void reset(int mark) {
        while (count > mark) {
            unset[initialized[--count]] = true;
        }
    }
}
