// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.vector;

/**
 * What vector instructions compute, as functions without state. Most do the same to both halves of a vector, and take
 * halves.
 */
final class Operations {

    private Operations() {
    }

    /** On the halves of three vectors. */
    @FunctionalInterface
    interface TernaryHalf {
        long apply(long a, long b, long c);
    }

    /** On the lanes of a half; {@code sign} has the sign bit of every lane. */
    @FunctionalInterface
    interface UnaryLanes {
        long apply(long a, long sign);
    }

    /** On the lanes of two halves. */
    @FunctionalInterface
    interface BinaryLanes {
        long apply(long a, long b, long sign);
    }

    /** Shifts the lanes of a half. */
    @FunctionalInterface
    interface ShiftLanes {
        long apply(long a, int count, long sign);
    }

    /** Makes a half of lanes of half the width. */
    @FunctionalInterface
    interface Extend {
        long apply(int lanes);
    }

    /** A number of a few bits from a half. */
    @FunctionalInterface
    interface Bits {
        int apply(long a);
    }
}
