// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import org.jwasm.structure.FieldType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.StructType;

/** Where the fields of a structure type are in a {@link WasmStruct}; those of a supertype are in the same places. */
public final class StructLayout {

    private StructLayout() {
    }

    /** Whether a field is among the numbers; else it is among the references. */
    public static boolean isNumber(FieldType field) {
        return field.storage().unpacked() instanceof NumberType;
    }

    /** The position of a field among the fields of its kind. */
    public static int position(StructType type, int field) {
        boolean number = isNumber(type.fields().get(field));
        int position = 0;
        for (int i = 0; i < field; i++) {
            if (isNumber(type.fields().get(i)) == number) {
                position++;
            }
        }
        return position;
    }

    /** How many of the fields are numbers. */
    public static int numbers(StructType type) {
        return (int) type.fields().stream().filter(StructLayout::isNumber).count();
    }
}
