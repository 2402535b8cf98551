// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** The types of values in unreachable code. Spec: Validation, Conventions, Types. */
public enum BottomType implements ValueType {
    /** Matches every type. */
    BOT,
    /** A reference that is not null, to what matches every heap type. */
    REFERENCE;

    /** Nothing moves values in unreachable code. */
    @Override
    public StorageKind kind() {
        return StorageKind.REF;
    }

    @Override
    public boolean isReference() {
        return this == REFERENCE;
    }

    @Override
    public boolean matches(ValueType other) {
        return this == BOT || other == this || other.isReference();
    }

    @Override
    public String toString() {
        return this == BOT ? "bot" : "(ref bot)";
    }
}
