// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import org.jwasm.wit.PrimitiveType;

/** Numbers, {@code bool} and {@code char}; checked, they are the bits of a core value. */
final class ScalarCodec extends HostCodec {

    private static final int BYTE_BITS = 8;

    private final PrimitiveType type;

    ScalarCodec(PrimitiveType type) {
        this.type = type;
    }

    @Override
    Object check(Object value) {
        return switch (type) {
            case BOOL -> value instanceof Boolean bool ? (bool ? 1L : 0L) : fail(value);
            case S8 -> signed(value, BYTE_BITS);
            case S16 -> signed(value, Short.SIZE);
            case S32 -> signed(value, Integer.SIZE);
            case S64, U64 -> signed(value, Long.SIZE);
            case U8 -> unsigned(value, BYTE_BITS);
            case U16 -> unsigned(value, Short.SIZE);
            case U32 -> (long) (int) unsigned(value, Integer.SIZE);
            case F32 -> (long) Scalars.canonical32(Float.floatToRawIntBits(value instanceof Float number ? number : fail(value)));
            case F64 -> Scalars.canonical64(Double.doubleToRawLongBits(
                            value instanceof Double number ? number : value instanceof Float number ? (double) number : fail(value)));
            case CHAR -> character(value);
            case STRING -> throw new IllegalArgumentException();
        };
    }

    private <T> T fail(Object value) {
        throw mismatch(value, "`" + type + "`");
    }

    private long integer(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte ? ((Number) value).longValue() : fail(value);
    }

    private long signed(Object value, int bits) {
        long number = integer(value);
        int unused = Long.SIZE - bits;
        return number << unused >> unused == number ? number : fail(value);
    }

    private long unsigned(Object value, int bits) {
        long number = integer(value);
        return number >>> bits == 0 ? number : fail(value);
    }

    private long character(Object value) {
        int code = value instanceof Integer number ? number : value instanceof Character unit ? (int) unit : fail(value);
        return Scalars.isCharacter(code) ? code : fail(value);
    }

    @Override
    void lowerFlat(Transfer transfer, Object checked, long[] to, int index) {
        to[index] = (long) checked;
    }

    @Override
    void store(Transfer transfer, Object checked, long to) {
        Scalars.store(type, transfer.to, to, (long) checked, null);
    }

    @Override
    Object liftFlat(Transfer transfer, long[] from, int index) {
        return toHost(transfer, from[index]);
    }

    @Override
    Object load(Transfer transfer, long from) {
        return toHost(transfer, Scalars.load(type, transfer.from, from, null));
    }

    private Object toHost(Transfer transfer, long core) {
        long bits = Scalars.normalize(type, core);
        return switch (type) {
            case BOOL -> bits != 0;
            case S8, U8, S16, U16, S32 -> (int) bits;
            case U32 -> bits & 0xFFFF_FFFFL;
            case S64, U64 -> bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            case CHAR -> {
                if (!Scalars.isCharacter((int) bits)) {
                    throw transfer.sourceFault("invalid `char` " + Integer.toHexString((int) bits));
                }
                yield (int) bits;
            }
            case STRING -> throw new IllegalArgumentException();
        };
    }
}
