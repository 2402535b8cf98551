// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** The elements of an array. Spec: Structure, Types, Array Types. */
public record ArrayType(FieldType element) implements CompositeType {

    @Override
    public AbstractHeapType abstractType() {
        return AbstractHeapType.ARRAY;
    }

    @Override
    public boolean matches(CompositeType other) {
        return other instanceof ArrayType array && element.matches(array.element);
    }

    @Override
    public String toString() {
        return "(array " + element + ")";
    }
}
