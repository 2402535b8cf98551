// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;

/**
 * How a call passes values: {@code {instance, long[], Object[]}}.
 *
 * <p>The numbers among the parameters are in order in the {@code long[]} (i32 sign-extended, floats by their bits), the
 * references and vectors ({@link V128}) in the {@code Object[]}, which is only there if the type has any. Results replace them in the same way, so
 * each array is as long as the longer of the two sides. This costs no boxes and makes many results as cheap as one.
 */
public final class Arguments {

    public static final int INSTANCE = 0;
    public static final int NUMBERS = 1;
    public static final int OBJECTS = 2;

    private Arguments() {
    }

    /** The length of the array for numbers. */
    public static int numbers(FunctionType type) {
        int params = type.params().size() - FunctionType.objects(type.params());
        int results = type.results().size() - FunctionType.objects(type.results());
        return Math.max(params, results);
    }

    /** The length of the array for references and vectors. */
    public static int objects(FunctionType type) {
        return Math.max(FunctionType.objects(type.params()), FunctionType.objects(type.results()));
    }

    /** The bits in which a boxed number of a type is passed. */
    public static long toBits(NumberType type, Object value) {
        return switch (type) {
            case I32 -> (int) value;
            case I64 -> (long) value;
            case F32 -> Float.floatToRawIntBits((float) value);
            case F64 -> Double.doubleToRawLongBits((double) value);
        };
    }

    /** The boxed number that bits stand for. */
    public static Object fromBits(NumberType type, long bits) {
        return switch (type) {
            case I32 -> (int) bits;
            case I64 -> bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
        };
    }
}
