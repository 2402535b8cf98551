// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** The type of addresses into a memory or table. Spec: Structure, Types, Address Types. */
public enum AddressType {
    I32(NumberType.I32),
    I64(NumberType.I64);

    private final NumberType valueType;

    AddressType(NumberType valueType) {
        this.valueType = valueType;
    }

    public NumberType valueType() {
        return valueType;
    }

    @Override
    public String toString() {
        return valueType.toString();
    }
}
