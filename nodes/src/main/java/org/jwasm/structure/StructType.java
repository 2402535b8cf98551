// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

import java.util.List;

/** The fields of a structure. Spec: Structure, Types, Structure Types. */
public record StructType(List<FieldType> fields) implements CompositeType {

    public StructType {
        fields = List.copyOf(fields);
    }

    @Override
    public AbstractHeapType abstractType() {
        return AbstractHeapType.STRUCT;
    }

    @Override
    public boolean matches(CompositeType other) {
        if (!(other instanceof StructType struct) || fields.size() < struct.fields.size()) {
            return false;
        }
        for (int i = 0; i < struct.fields.size(); i++) {
            if (!fields.get(i).matches(struct.fields.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("(struct");
        fields.forEach(field -> text.append(" (field ").append(field).append(')'));
        return text.append(')').toString();
    }
}
