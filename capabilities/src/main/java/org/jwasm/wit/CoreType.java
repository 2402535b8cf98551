// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.Locale;

/** The types of the core function that a function of WIT types becomes. */
public enum CoreType {
    I32,
    I64,
    F32,
    F64;

    /** What holds either. Spec: Canonical ABI, {@code join}. */
    CoreType join(CoreType other) {
        if (this == other) {
            return this;
        }
        return this != I64 && other != I64 && this != F64 && other != F64 ? I32 : I64;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
