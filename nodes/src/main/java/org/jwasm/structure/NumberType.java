// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** The number types. Spec: Structure, Types, Number Types. */
public enum NumberType implements ValueType {
    I32("i32", StorageKind.I32),
    I64("i64", StorageKind.I64),
    F32("f32", StorageKind.F32),
    F64("f64", StorageKind.F64);

    private final String text;
    private final StorageKind kind;

    NumberType(String text, StorageKind kind) {
        this.text = text;
        this.kind = kind;
    }

    @Override
    public StorageKind kind() {
        return kind;
    }

    @Override
    public String toString() {
        return text;
    }
}
