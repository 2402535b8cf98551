// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

/** Why execution trapped, in the words of the official test suite. Spec: Execution, Runtime Structure, Results. */
public enum TrapKind {
    UNREACHABLE("unreachable"),
    INTEGER_DIVIDE_BY_ZERO("integer divide by zero"),
    INTEGER_OVERFLOW("integer overflow"),
    INVALID_CONVERSION_TO_INTEGER("invalid conversion to integer"),
    OUT_OF_BOUNDS_MEMORY_ACCESS("out of bounds memory access"),
    OUT_OF_BOUNDS_TABLE_ACCESS("out of bounds table access"),
    UNDEFINED_ELEMENT("undefined element"),
    UNINITIALIZED_ELEMENT("uninitialized element"),
    INDIRECT_CALL_TYPE_MISMATCH("indirect call type mismatch"),
    NULL_REFERENCE("null reference"),
    NULL_FUNCTION_REFERENCE("null function reference"),
    NULL_STRUCTURE_REFERENCE("null structure reference"),
    NULL_ARRAY_REFERENCE("null array reference"),
    NULL_I31_REFERENCE("null i31 reference"),
    OUT_OF_BOUNDS_ARRAY_ACCESS("out of bounds array access"),
    CAST_FAILURE("cast failure"),
    DESCRIPTOR_CAST_FAILURE("descriptor cast failure"),
    NULL_DESCRIPTOR_REFERENCE("null descriptor reference"),
    ARRAY_TOO_LARGE("array too large for the host's memory", FailureType.EXHAUSTION),
    UNALIGNED_ATOMIC("unaligned atomic"),
    EXPECTED_SHARED_MEMORY("expected shared memory"),
    NULL_EXCEPTION_REFERENCE("null exception reference"),
    FUEL_EXHAUSTED("all fuel consumed", FailureType.EXHAUSTION),
    CALL_STACK_EXHAUSTED("call stack exhausted", FailureType.EXHAUSTION);

    private final String text;
    private final FailureType failureType;

    TrapKind(String text) {
        this(text, FailureType.TRAP);
    }

    TrapKind(String text, FailureType failureType) {
        this.text = text;
        this.failureType = failureType;
    }

    public String text() {
        return text;
    }

    public FailureType failureType() {
        return failureType;
    }
}
