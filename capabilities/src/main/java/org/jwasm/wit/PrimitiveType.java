// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.List;
import java.util.Locale;

/** The types that are made of no others. */
public enum PrimitiveType implements WitType {
    BOOL,
    S8,
    U8,
    S16,
    U16,
    S32,
    U32,
    S64,
    U64,
    F32,
    F64,
    CHAR,
    STRING;

    private static final PrimitiveType[] TYPES = values();

    /** The type of a name, or null. */
    static PrimitiveType of(String name) {
        for (PrimitiveType type : TYPES) {
            if (type.toString().equals(name)) {
                return type;
            }
        }
        return null;
    }

    @Override
    public List<WitType> parts() {
        return List.of();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
