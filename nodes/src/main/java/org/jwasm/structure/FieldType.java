// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** A field of a structure, or the elements of an array. Spec: Structure, Types, Field Types. */
public record FieldType(boolean mutable, StorageType storage) {

    /** Whether instructions can make one without a value. */
    public boolean isDefaultable() {
        return storage.unpacked().isDefaultable();
    }

    /** Whether a field of this type can be where one of {@code other} is declared. Spec: Validation, Matching, Field Types. */
    public boolean matches(FieldType other) {
        if (mutable != other.mutable) {
            return false;
        }
        if (storage.equals(other.storage)) {
            return true;
        }
        return !mutable && storage instanceof ValueType type && other.storage instanceof ValueType otherType && type.matches(otherType);
    }

    @Override
    public String toString() {
        return mutable ? "(mut " + storage + ")" : storage.toString();
    }
}
