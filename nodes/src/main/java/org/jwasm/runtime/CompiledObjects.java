// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.Arrays;

import org.jwasm.structure.DefinedType;

import com.oracle.truffle.api.nodes.Node;

/**
 * Structures, arrays and small integers as compiled code makes, reads and casts them. Small methods, so that the compilers of HotSpot
 * inline them; numbers of structures are bits, as in {@link Arguments}. Spec: Execution, Aggregate Reference Instructions.
 */
public final class CompiledObjects {

    /** Of a test: whether null is of the type. */
    public static final int NULLABLE = 1;
    /** Of a test: whether what is of a subtype is not of the type, or there are no subtypes. */
    public static final int EXACT = 2;

    private static final Node HERE = CompiledFrames.HERE;

    private CompiledObjects() {
    }

    // Structures.

    /** A structure of zeros and nulls, of a type of the instance's module. */
    public static WasmStruct newStruct(WasmInstance instance, int type, int numbers, int references) {
        return new WasmStruct(type(instance, type), numbers, references);
    }

    public static void initialize(WasmStruct struct, long bits, int position) {
        struct.setNumber(position, bits);
    }

    public static void initialize(WasmStruct struct, Object value, int position) {
        struct.setReference(position, value);
    }

    private static WasmStruct struct(Object struct) {
        if (struct == null) {
            throw WasmException.trap(TrapKind.NULL_STRUCTURE_REFERENCE, HERE);
        }
        return (WasmStruct) struct;
    }

    public static long number(Object struct, int position) {
        return struct(struct).number(position);
    }

    public static Object reference(Object struct, int position) {
        return struct(struct).reference(position);
    }

    public static void setNumber(Object struct, long bits, int position) {
        struct(struct).setNumber(position, bits);
    }

    public static void setReference(Object struct, Object value, int position) {
        struct(struct).setReference(position, value);
    }

    /** The vector that a field or element holds. */
    public static V128 vector(Object content) {
        return WasmAggregate.vector(content);
    }

    // Arrays.

    /**
     * An array of zeros or nulls, of a type of the instance's module.
     *
     * @param length unsigned; Java's arrays end where it would be negative
     * @param kind what {@link WasmArray#kind} says of the type
     */
    public static WasmArray newArray(int length, WasmInstance instance, int type, int kind) {
        if (length < 0) {
            throw WasmException.trap(TrapKind.ARRAY_TOO_LARGE, HERE);
        }
        try {
            return WasmArray.create(type(instance, type), (byte) kind, length);
        } catch (OutOfMemoryError e) {
            throw WasmException.trap(TrapKind.ARRAY_TOO_LARGE, HERE);
        }
    }

    /** An array of a number, given as bits; the rest is as above. */
    public static WasmArray newArray(long bits, int length, WasmInstance instance, int type, int kind) {
        WasmArray array = newArray(length, instance, type, kind);
        if (bits != 0) {
            array.fillNumber(0, length, bits);
        }
        return array;
    }

    /** An array of a reference or a vector; the rest is as above. */
    public static WasmArray newArray(Object content, int length, WasmInstance instance, int type, int kind) {
        WasmArray array = newArray(length, instance, type, kind);
        if (content != null) {
            Arrays.fill(((WasmArray.OfReferences) array).elements, content);
        }
        return array;
    }

    public static void initialize(WasmArray array, long bits, int index) {
        array.setNumber(index, bits);
    }

    public static void initialize(WasmArray array, Object value, int index) {
        ((WasmArray.OfReferences) array).elements[index] = value;
    }

    private static WasmArray array(Object array) {
        if (array == null) {
            throw WasmException.trap(TrapKind.NULL_ARRAY_REFERENCE, HERE);
        }
        return (WasmArray) array;
    }

    private static int at(int index, int length) {
        if (Integer.compareUnsigned(index, length) >= 0) {
            throw WasmException.trap(TrapKind.OUT_OF_BOUNDS_ARRAY_ACCESS, HERE);
        }
        return index;
    }

    public static int length(Object array) {
        return array(array).length();
    }

    public static int getByte(Object array, int index) {
        byte[] elements = ((WasmArray.OfBytes) array(array)).elements;
        return elements[at(index, elements.length)];
    }

    public static int getShort(Object array, int index) {
        short[] elements = ((WasmArray.OfShorts) array(array)).elements;
        return elements[at(index, elements.length)];
    }

    public static int getInt(Object array, int index) {
        int[] elements = ((WasmArray.OfInts) array(array)).elements;
        return elements[at(index, elements.length)];
    }

    public static long getLong(Object array, int index) {
        long[] elements = ((WasmArray.OfLongs) array(array)).elements;
        return elements[at(index, elements.length)];
    }

    public static float getFloat(Object array, int index) {
        float[] elements = ((WasmArray.OfFloats) array(array)).elements;
        return elements[at(index, elements.length)];
    }

    public static double getDouble(Object array, int index) {
        double[] elements = ((WasmArray.OfDoubles) array(array)).elements;
        return elements[at(index, elements.length)];
    }

    public static Object getReference(Object array, int index) {
        Object[] elements = ((WasmArray.OfReferences) array(array)).elements;
        return elements[at(index, elements.length)];
    }

    public static void setByte(Object array, int index, int value) {
        byte[] elements = ((WasmArray.OfBytes) array(array)).elements;
        elements[at(index, elements.length)] = (byte) value;
    }

    public static void setShort(Object array, int index, int value) {
        short[] elements = ((WasmArray.OfShorts) array(array)).elements;
        elements[at(index, elements.length)] = (short) value;
    }

    public static void setInt(Object array, int index, int value) {
        int[] elements = ((WasmArray.OfInts) array(array)).elements;
        elements[at(index, elements.length)] = value;
    }

    public static void setLong(Object array, int index, long value) {
        long[] elements = ((WasmArray.OfLongs) array(array)).elements;
        elements[at(index, elements.length)] = value;
    }

    public static void setFloat(Object array, int index, float value) {
        float[] elements = ((WasmArray.OfFloats) array(array)).elements;
        elements[at(index, elements.length)] = value;
    }

    public static void setDouble(Object array, int index, double value) {
        double[] elements = ((WasmArray.OfDoubles) array(array)).elements;
        elements[at(index, elements.length)] = value;
    }

    public static void setReference(Object array, int index, Object value) {
        Object[] elements = ((WasmArray.OfReferences) array(array)).elements;
        elements[at(index, elements.length)] = value;
    }

    // Small integers.

    public static Object i31(int value) {
        return new WasmI31(value);
    }

    /** The number, sign-extended. */
    public static int i31Value(Object reference) {
        if (reference == null) {
            throw WasmException.trap(TrapKind.NULL_I31_REFERENCE, HERE);
        }
        return ((WasmI31) reference).value();
    }

    // Tests of references whose type has a common supertype with the one that is asked for, as validation has it.

    private static DefinedType type(WasmInstance instance, int type) {
        return instance.code().module().type(type);
    }

    /**
     * Whether a reference is of a type of structures or arrays of the instance's module.
     *
     * @param flags {@link #NULLABLE} and {@link #EXACT}
     */
    public static boolean isOf(Object reference, WasmInstance instance, int type, int flags) {
        if (reference == null) {
            return (flags & NULLABLE) != 0;
        }
        if (!(reference instanceof WasmAggregate aggregate)) {
            return false;
        }
        DefinedType expected = type(instance, type);
        DefinedType actual = aggregate.definedType();
        return actual == expected || (flags & EXACT) == 0 && actual.isSubtype(expected, expected.depth());
    }

    /** {@link #isOf} or a trap. */
    public static Object cast(Object reference, WasmInstance instance, int type, int flags) {
        if (!isOf(reference, instance, type, flags)) {
            throw WasmException.trap(TrapKind.CAST_FAILURE, HERE);
        }
        return reference;
    }

    public static boolean isI31(Object reference, int flags) {
        return reference == null ? (flags & NULLABLE) != 0 : reference instanceof WasmI31;
    }

    public static Object castI31(Object reference, int flags) {
        if (!isI31(reference, flags)) {
            throw WasmException.trap(TrapKind.CAST_FAILURE, HERE);
        }
        return reference;
    }
}
