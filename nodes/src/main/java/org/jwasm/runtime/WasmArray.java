// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.Arrays;

import org.jwasm.structure.ArrayType;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.FieldType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.memory.ByteArraySupport;
import com.oracle.truffle.api.utilities.TriState;

/**
 * An array, of one class for each kind of storage. Lengths and indices are unsigned 32-bit numbers in the guest; no array
 * is longer than a Java array can be. Spec: Execution, Runtime Structure, Array Instances.
 */
@ExportLibrary(InteropLibrary.class)
public abstract sealed class WasmArray extends WasmAggregate {

    private static final ByteArraySupport LITTLE_ENDIAN = ByteArraySupport.littleEndian();

    private static final byte I8 = 0;
    private static final byte I16 = 1;
    private static final byte I32 = 2;
    private static final byte I64 = 3;
    private static final byte F32 = 4;
    private static final byte F64 = 5;
    private static final byte OBJECT = 6;

    private final int length;

    WasmArray(DefinedType type, int length) {
        super(type);
        this.length = length;
    }

    public final int length() {
        return length;
    }

    /** Sets elements to a number, given as bits as in {@link Arguments}; the range is in bounds. */
    public abstract void fillNumber(int start, int count, long bits);

    /** Sets an element that is in bounds. */
    public abstract void setNumber(int index, long bits);

    /** The bits of an element that is in bounds, sign-extended. */
    public abstract long number(int index);

    /** Copies elements between arrays of the same storage; the ranges are in bounds. */
    @TruffleBoundary
    public static void copy(WasmArray source, int from, WasmArray target, int to, int count) {
        System.arraycopy(source.elements(), from, target.elements(), to, count);
    }

    /** The Java array. */
    abstract Object elements();

    /** The size of an element in memory, in bytes. */
    public static int elementSize(ArrayType type) {
        return switch (type.element().storage().kind()) {
            case I8 -> 1;
            case I16 -> 2;
            case I32, F32 -> Integer.BYTES;
            case I64, F64 -> Long.BYTES;
            case V128, REF -> V128.SIZE;
        };
    }

    /** Reads elements from bytes in the layout of memories; both ranges are in bounds. */
    @TruffleBoundary
    public void read(byte[] bytes, int from, int to, int count) {
        int size = elementSize((ArrayType) definedType().composite());
        if (this instanceof OfReferences array) {
            for (int i = 0; i < count; i++) {
                int at = from + i * size;
                array.elements[to + i] = new V128(LITTLE_ENDIAN.getLong(bytes, at), LITTLE_ENDIAN.getLong(bytes, at + Long.BYTES));
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            int at = from + i * size;
            long bits = switch (size) {
                case 1 -> bytes[at];
                case 2 -> LITTLE_ENDIAN.getShort(bytes, at);
                case 4 -> LITTLE_ENDIAN.getInt(bytes, at);
                default -> LITTLE_ENDIAN.getLong(bytes, at);
            };
            setNumber(to + i, bits);
        }
    }

    /**
     * An array of zeros or nulls, of the {@link #kind} of its type.
     *
     * @throws OutOfMemoryError if there is no space for it
     */
    public static WasmArray create(DefinedType type, byte kind, int length) {
        return switch (kind) {
            case I8 -> new OfBytes(type, new byte[length]);
            case I16 -> new OfShorts(type, new short[length]);
            case I32 -> new OfInts(type, new int[length]);
            case I64 -> new OfLongs(type, new long[length]);
            case F32 -> new OfFloats(type, new float[length]);
            case F64 -> new OfDoubles(type, new double[length]);
            default -> new OfReferences(type, new Object[length]);
        };
    }

    /** The kind of storage that an array type asks for. */
    public static byte kind(ArrayType type) {
        return switch (type.element().storage().kind()) {
            case I8 -> I8;
            case I16 -> I16;
            case I32 -> I32;
            case I64 -> I64;
            case F32 -> F32;
            case F64 -> F64;
            case V128, REF -> OBJECT;
        };
    }

    /** {@code (array i8)} */
    public static final class OfBytes extends WasmArray {
        public final byte[] elements;

        public OfBytes(DefinedType type, byte[] elements) {
            super(type, elements.length);
            this.elements = elements;
        }

        @Override
        Object elements() {
            return elements;
        }

        @Override
        public long number(int index) {
            return elements[index];
        }

        @Override
        public void fillNumber(int start, int count, long bits) {
            Arrays.fill(elements, start, start + count, (byte) bits);
        }

        @Override
        public void setNumber(int index, long bits) {
            elements[index] = (byte) bits;
        }
    }

    /** {@code (array i16)} */
    public static final class OfShorts extends WasmArray {
        public final short[] elements;

        public OfShorts(DefinedType type, short[] elements) {
            super(type, elements.length);
            this.elements = elements;
        }

        @Override
        Object elements() {
            return elements;
        }

        @Override
        public long number(int index) {
            return elements[index];
        }

        @Override
        public void fillNumber(int start, int count, long bits) {
            Arrays.fill(elements, start, start + count, (short) bits);
        }

        @Override
        public void setNumber(int index, long bits) {
            elements[index] = (short) bits;
        }
    }

    /** {@code (array i32)} */
    public static final class OfInts extends WasmArray {
        public final int[] elements;

        public OfInts(DefinedType type, int[] elements) {
            super(type, elements.length);
            this.elements = elements;
        }

        @Override
        Object elements() {
            return elements;
        }

        @Override
        public long number(int index) {
            return elements[index];
        }

        @Override
        public void fillNumber(int start, int count, long bits) {
            Arrays.fill(elements, start, start + count, (int) bits);
        }

        @Override
        public void setNumber(int index, long bits) {
            elements[index] = (int) bits;
        }
    }

    /** {@code (array i64)} */
    public static final class OfLongs extends WasmArray {
        public final long[] elements;

        public OfLongs(DefinedType type, long[] elements) {
            super(type, elements.length);
            this.elements = elements;
        }

        @Override
        Object elements() {
            return elements;
        }

        @Override
        public long number(int index) {
            return elements[index];
        }

        @Override
        public void fillNumber(int start, int count, long bits) {
            Arrays.fill(elements, start, start + count, bits);
        }

        @Override
        public void setNumber(int index, long bits) {
            elements[index] = bits;
        }
    }

    /** {@code (array f32)} */
    public static final class OfFloats extends WasmArray {
        public final float[] elements;

        public OfFloats(DefinedType type, float[] elements) {
            super(type, elements.length);
            this.elements = elements;
        }

        @Override
        Object elements() {
            return elements;
        }

        @Override
        public long number(int index) {
            return Float.floatToRawIntBits(elements[index]);
        }

        @Override
        public void fillNumber(int start, int count, long bits) {
            Arrays.fill(elements, start, start + count, Float.intBitsToFloat((int) bits));
        }

        @Override
        public void setNumber(int index, long bits) {
            elements[index] = Float.intBitsToFloat((int) bits);
        }
    }

    /** {@code (array f64)} */
    public static final class OfDoubles extends WasmArray {
        public final double[] elements;

        public OfDoubles(DefinedType type, double[] elements) {
            super(type, elements.length);
            this.elements = elements;
        }

        @Override
        Object elements() {
            return elements;
        }

        @Override
        public long number(int index) {
            return Double.doubleToRawLongBits(elements[index]);
        }

        @Override
        public void fillNumber(int start, int count, long bits) {
            Arrays.fill(elements, start, start + count, Double.longBitsToDouble(bits));
        }

        @Override
        public void setNumber(int index, long bits) {
            elements[index] = Double.longBitsToDouble(bits);
        }
    }

    /** An array of references or vectors. */
    public static final class OfReferences extends WasmArray {
        public final Object[] elements;

        public OfReferences(DefinedType type, Object[] elements) {
            super(type, elements.length);
            this.elements = elements;
        }

        @Override
        Object elements() {
            return elements;
        }

        @Override
        public long number(int index) {
            throw new IllegalStateException("no number");
        }

        @Override
        public void fillNumber(int start, int count, long bits) {
            throw new IllegalStateException("no number");
        }

        @Override
        public void setNumber(int index, long bits) {
            throw new IllegalStateException("no number");
        }
    }

    private FieldType element() {
        return ((ArrayType) definedType().composite()).element();
    }

    @ExportMessage
    final boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    final long getArraySize() {
        return length;
    }

    @ExportMessage
    final boolean isArrayElementReadable(long index) {
        return index >= 0 && index < length;
    }

    @ExportMessage
    @TruffleBoundary
    final Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        if (this instanceof OfReferences array) {
            return export(element().storage(), array.elements[(int) index]);
        }
        return Arguments.fromBits((NumberType) element().storage().unpacked(), number((int) index));
    }

    @ExportMessage
    final boolean isArrayElementModifiable(long index) {
        return isArrayElementReadable(index) && element().mutable();
    }

    @ExportMessage
    final boolean isArrayElementInsertable(@SuppressWarnings("unused") long index) {
        return false;
    }

    @ExportMessage
    final void writeArrayElement(long index, Object value, @Cached ToWasmNode toWasm)
                    throws InvalidArrayIndexException, UnsupportedTypeException, UnsupportedMessageException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        if (!element().mutable()) {
            throw UnsupportedMessageException.create();
        }
        ValueType type = element().storage().unpacked();
        Object converted = toWasm.execute(type, value);
        if (this instanceof OfReferences array) {
            array.elements[(int) index] = converted;
        } else {
            setNumber((int) index, Arguments.toBits((NumberType) type, converted));
        }
    }

    @ExportMessage
    final TriState isIdenticalOrUndefined(Object other) {
        return other instanceof WasmAggregate ? TriState.valueOf(this == other) : TriState.UNDEFINED;
    }

    @ExportMessage
    @TruffleBoundary
    final int identityHashCode() {
        return System.identityHashCode(this);
    }

    @ExportMessage
    @TruffleBoundary
    final Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "wasm-array: " + definedType();
    }
}
