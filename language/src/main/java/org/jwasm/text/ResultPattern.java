// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.List;
import org.jwasm.text.ScriptValue.Kind;
import org.jwasm.text.ScriptValue.Type;

/** What a script says a result must be. */
sealed interface ResultPattern {

    boolean matches(ScriptValue value);

    /** A number of a type, or a lane of a vector. */
    enum NanKind {
        /** Not a NaN pattern but exact bits. */
        EXACT, CANONICAL, ARITHMETIC
    }

    /** Exact bits, or one of the NaNs of a floating-point type of a size. */
    record Bits(NanKind nan, int size, long bits) {

        boolean matches(long actual) {
            long mask = size == Long.SIZE ? -1 : (1L << size) - 1;
            if (nan == NanKind.EXACT) {
                return (actual & mask) == (bits & mask);
            }
            long quiet = size == Integer.SIZE ? 0x7FC00000L : 0x7FF8000000000000L;
            long magnitude = actual & (mask >>> 1);
            return nan == NanKind.CANONICAL ? magnitude == quiet : (magnitude & quiet) == quiet;
        }

        @Override
        public String toString() {
            return switch (nan) {
                case EXACT -> "0x" + Long.toHexString(bits);
                case CANONICAL -> "nan:canonical";
                case ARITHMETIC -> "nan:arithmetic";
            };
        }
    }

    /** A number. */
    record OfNumber(Type type, Bits bits) implements ResultPattern {
        @Override
        public boolean matches(ScriptValue value) {
            return value instanceof ScriptValue.Number number && number.type() == type && bits.matches(number.bits());
        }

        @Override
        public String toString() {
            return "(" + type + ".const " + bits + ")";
        }
    }

    /** A vector by its lanes, all of the same size. */
    record OfVector(List<Bits> lanes) implements ResultPattern {
        @Override
        public boolean matches(ScriptValue value) {
            if (!(value instanceof ScriptValue.Vector vector)) {
                return false;
            }
            int at = 0;
            for (Bits lane : lanes) {
                long half = at < Long.SIZE ? vector.low() : vector.high();
                if (!lane.matches(half >>> (at % Long.SIZE))) {
                    return false;
                }
                at += lane.size();
            }
            return true;
        }
    }

    /** A reference by what it refers to. */
    record OfReference(Target target, long host) implements ResultPattern {

        /** Which references match. */
        enum Target {
            NULL, FUNC, EXTERN, HOST, STRUCT, ARRAY, I31, EXN, EQ, ANY
        }

        @Override
        public boolean matches(ScriptValue value) {
            if (!(value instanceof ScriptValue.Reference reference)) {
                return false;
            }
            Kind kind = reference.kind();
            return switch (target) {
                case EQ -> kind.isEq();
                case ANY -> kind.isAny();
                case EXTERN, HOST -> kind.name().equals(target.name()) && (host < 0 || host == reference.host());
                default -> kind.name().equals(target.name());
            };
        }
    }

    /** Any of several. */
    record Either(List<ResultPattern> patterns) implements ResultPattern {
        @Override
        public boolean matches(ScriptValue value) {
            return patterns.stream().anyMatch(pattern -> pattern.matches(value));
        }
    }
}
