// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** The content and mutability of a global. Spec: Structure, Types, Global Types. */
public record GlobalType(boolean mutable, ValueType valueType) implements ExternType {

    @Override
    public String kind() {
        return "global";
    }

    @Override
    public String toString() {
        return mutable ? "(global (mut " + valueType + "))" : "(global " + valueType + ")";
    }
}
