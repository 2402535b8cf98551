// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

/**
 * What evaluating a tree does besides giving a value, as bits: enough to know which trees may change places.
 *
 * <p>The write bit of a thing is the one to the left of its read bit.
 */
final class Effects {

    static final int NONE = 0;
    static final int READ_MEMORY = 1;
    static final int WRITE_MEMORY = 1 << 1;
    static final int READ_GLOBAL = 1 << 2;
    static final int WRITE_GLOBAL = 1 << 3;
    static final int READ_TABLE = 1 << 4;
    static final int WRITE_TABLE = 1 << 5;
    /** Of a structure or an array. */
    static final int READ_OBJECT = 1 << 6;
    static final int WRITE_OBJECT = 1 << 7;
    static final int TRAP = 1 << 8;
    /** A call that throws shows the locals as they are to a handler. */
    static final int READ_LOCALS = 1 << 9;
    /** A write of a local where a handler could see it. */
    static final int WRITE_LOCALS = 1 << 10;
    /** A call may do anything but write the caller's locals. */
    static final int CALL = (1 << 10) - 1;

    private static final int OUTER_WRITES = WRITE_MEMORY | WRITE_GLOBAL | WRITE_TABLE | WRITE_OBJECT;
    private static final int WRITES = OUTER_WRITES | WRITE_LOCALS;
    private static final int READS = WRITES >> 1;

    private Effects() {
    }

    /** Whether dropping the value without evaluating it could be noticed. */
    static boolean isObservable(int effects) {
        return (effects & (TRAP | WRITES)) != 0;
    }

    /** Whether {@code earlier} and {@code later} must be evaluated in this order. */
    static boolean conflict(int earlier, int later) {
        int writesEarlier = (earlier & WRITES) >> 1;
        int writesLater = (later & WRITES) >> 1;
        int touchesEarlier = earlier & READS | writesEarlier;
        int touchesLater = later & READS | writesLater;
        if ((writesEarlier & touchesLater) != 0 || (writesLater & touchesEarlier) != 0) {
            return true;
        }
        boolean trapsEarlier = (earlier & TRAP) != 0;
        boolean trapsLater = (later & TRAP) != 0;
        // Who sees a trap can't see locals.
        boolean changesEarlier = (earlier & OUTER_WRITES) != 0;
        boolean changesLater = (later & OUTER_WRITES) != 0;
        return trapsEarlier && (trapsLater || changesLater) || trapsLater && changesEarlier;
    }
}
