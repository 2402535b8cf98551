// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/**
 * The type of a value on the operand stack, in a local, or in a global.
 *
 * <p>Spec: Structure, Types, Value Types. Concrete reference types hold canonical {@link DefinedType}s, so equality of
 * value types is the same across modules.
 */
public sealed interface ValueType extends StorageType permits NumberType, VectorType, ReferenceType, BottomType {

    @Override
    default ValueType unpacked() {
        return this;
    }

    /** Whether values are references, kept in object slots rather than in primitive ones. */
    default boolean isReference() {
        return false;
    }

    /** Whether a local of this type has an initial value (zero or null). */
    default boolean isDefaultable() {
        return true;
    }

    /** Whether a value of this type can be used where {@code other} is expected. Spec: Validation, Matching. */
    default boolean matches(ValueType other) {
        return this == other;
    }
}
