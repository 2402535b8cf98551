// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

/** What an atomic read-modify-write makes of the value read and its operand. Spec: threads proposal, Atomic Memory Instructions. */
public enum AtomicOperation {
    ADD,
    SUB,
    AND,
    OR,
    XOR,
    XCHG;

    long apply(long value, long operand) {
        return switch (this) {
            case ADD -> value + operand;
            case SUB -> value - operand;
            case AND -> value & operand;
            case OR -> value | operand;
            case XOR -> value ^ operand;
            case XCHG -> operand;
        };
    }
}
