// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.StringJoiner;

/**
 * A call of an exported function.
 *
 * @param function  its name
 * @param params    the letters of the types of the arguments
 * @param arguments the bits of the arguments
 * @param results   the letters of the types of the results
 */
record Call(String function, String params, long[] arguments, String results) {

    private static final int NAN32 = 0x7FC00000;
    private static final long NAN64 = 0x7FF8000000000000L;

    /** The form that the driver of the peer reads. */
    String encode() {
        StringJoiner joiner = new StringJoiner(",");
        for (long argument : arguments) {
            joiner.add(Long.toString(argument));
        }
        return function + ":" + params + ":" + joiner + ":" + results;
    }

    /** An argument as the host has it. */
    Object argument(int index) {
        long bits = arguments[index];
        return switch (params.charAt(index)) {
            case 'i' -> (int) bits;
            case 'l' -> bits;
            case 'f' -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }

    /** The text of a value that engines are compared by: one text for all NaNs. */
    static String text(char type, Number value) {
        return switch (type) {
            case 'f' -> "f" + Integer.toHexString(Float.isNaN(value.floatValue()) ? NAN32 : Float.floatToRawIntBits(value.floatValue()));
            case 'd' -> "d" + Long.toHexString(Double.isNaN(value.doubleValue()) ? NAN64 : Double.doubleToRawLongBits(value.doubleValue()));
            default -> type + value.toString();
        };
    }
}
