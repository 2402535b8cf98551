// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** The number types. Spec: Structure, Types, Number Types. */
public enum NumberType implements ValueType {
    I32("i32"),
    I64("i64"),
    F32("f32"),
    F64("f64");

    private final String text;

    NumberType(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
