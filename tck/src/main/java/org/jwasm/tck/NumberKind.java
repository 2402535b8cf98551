// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tck;

import org.graalvm.polyglot.Value;

/** How hosts see the number types. Spec: Structure, Number Types. */
enum NumberKind {
    I32,
    I64,
    F32,
    F64;

    /** Whether a value can be passed without loss. */
    boolean fits(Value value) {
        return value.isNumber() && switch (this) {
            case I32 -> value.fitsInInt();
            case I64 -> value.fitsInLong();
            case F32 -> value.fitsInFloat();
            case F64 -> value.fitsInDouble();
        };
    }

    /** The value as a boxed number of Java's type. */
    Number of(Value value) {
        return switch (this) {
            case I32 -> value.asInt();
            case I64 -> value.asLong();
            case F32 -> value.asFloat();
            case F64 -> value.asDouble();
        };
    }

    String mnemonic() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
