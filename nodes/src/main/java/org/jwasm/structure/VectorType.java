// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** The vector types. Spec: Structure, Types, Vector Types. */
public enum VectorType implements ValueType {
    V128;

    @Override
    public StorageKind kind() {
        return StorageKind.V128;
    }

    @Override
    public String toString() {
        return "v128";
    }
}
