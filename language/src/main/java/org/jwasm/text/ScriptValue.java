// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.Locale;

/** An argument or a result of an invocation, in bits. Spec: the scripts of the official test suite. */
public sealed interface ScriptValue {

    /**
     * A number.
     *
     * @param type i32, i64, f32 or f64
     * @param bits its bits, those of 32-bit types in the low half
     */
    record Number(Type type, long bits) implements ScriptValue {
        @Override
        public String toString() {
            String digits = switch (type) {
                case I32 -> Integer.toString((int) bits);
                case I64 -> Long.toString(bits);
                case F32 -> Float.intBitsToFloat((int) bits) + " [0x" + Integer.toHexString((int) bits) + "]";
                case F64 -> Double.longBitsToDouble(bits) + " [0x" + Long.toHexString(bits) + "]";
            };
            return "(" + type + ".const " + digits + ")";
        }
    }

    /** A vector: the lanes 0 and 1 of it as an i64x2. */
    record Vector(long low, long high) implements ScriptValue {
        @Override
        public String toString() {
            return "(v128.const i64x2 0x" + Long.toHexString(low) + " 0x" + Long.toHexString(high) + ")";
        }
    }

    /**
     * A reference.
     *
     * @param host the number of a host reference ({@link Kind#EXTERN}, {@link Kind#HOST}), or -1 for an unknown one
     */
    record Reference(Kind kind, long host) implements ScriptValue {
        @Override
        public String toString() {
            return "(ref." + kind.name().toLowerCase(Locale.ROOT) + (host >= 0 ? " " + host : "") + ")";
        }
    }

    /** The number types. */
    enum Type {
        I32, I64, F32, F64;

        int bits() {
            return this == I32 || this == F32 ? Integer.SIZE : Long.SIZE;
        }

        boolean isFloat() {
            return this == F32 || this == F64;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a reference refers to; a host reference is EXTERN as an externref and HOST as an anyref. */
    enum Kind {
        NULL, FUNC, EXTERN, HOST, STRUCT, ARRAY, I31, EXN;

        /** Whether such references can be compared, that is, are of type eqref. */
        boolean isEq() {
            return this == STRUCT || this == ARRAY || this == I31;
        }

        boolean isAny() {
            return isEq() || this == HOST;
        }
    }
}
