// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** Storage of the low bits of an i32. Spec: Structure, Types, Packed Types. */
public enum PackedType implements StorageType {
    I8,
    I16;

    @Override
    public StorageKind kind() {
        return this == I8 ? StorageKind.I8 : StorageKind.I16;
    }

    @Override
    public ValueType unpacked() {
        return NumberType.I32;
    }

    @Override
    public String toString() {
        return this == I8 ? "i8" : "i16";
    }
}
