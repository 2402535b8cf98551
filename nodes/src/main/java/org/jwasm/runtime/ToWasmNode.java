// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;
import org.jwasm.structure.VectorType;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.GenerateInline;
import com.oracle.truffle.api.dsl.GenerateUncached;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.CachedLibrary;
import com.oracle.truffle.api.nodes.Node;

/**
 * Converts values from the host or another language. Numbers are taken if nothing is lost. Spec: JS API, ToWebAssemblyValue,
 * without its lossy conversions.
 */
@GenerateUncached
@GenerateInline(false)
public abstract class ToWasmNode extends Node {

    /**
     * The value as a boxed number of its type, as a {@link V128}, or as a reference with null for null.
     *
     * @throws UnsupportedTypeException if it does not fit
     */
    public abstract Object execute(ValueType type, Object value) throws UnsupportedTypeException;

    @Specialization
    static Object doConvert(ValueType type, Object value, @Cached NumberConversion numbers, @Cached VectorConversion vectors)
                    throws UnsupportedTypeException {
        if (type instanceof NumberType number) {
            return numbers.execute(number, value);
        }
        if (type instanceof ReferenceType reference) {
            return toReference(reference, value);
        }
        if (type == VectorType.V128) {
            return vectors.execute(value);
        }
        throw unsupported(type, value);
    }

    private static Object toReference(ReferenceType type, Object value) throws UnsupportedTypeException {
        if (value == null || value == WasmNull.INSTANCE) {
            if (!type.nullable()) {
                throw unsupported(type, WasmNull.INSTANCE);
            }
            return null;
        }
        if (type.heapType() == AbstractHeapType.EXTERN) {
            return value;
        }
        return toOther(type, value);
    }

    @CompilerDirectives.TruffleBoundary
    private static Object toOther(ReferenceType type, Object value) throws UnsupportedTypeException {
        if (AbstractHeapType.I31.matches(type.heapType())) {
            WasmI31 number = toI31(value);
            if (number != null) {
                return number;
            }
        }
        if (HeapTypeTest.isReferenceTo(type.heapType(), value)) {
            return value;
        }
        // Another language's null is a value of its own only where any value is one.
        if (type.nullable() && InteropLibrary.getUncached().isNull(value)) {
            return null;
        }
        throw unsupported(type, value);
    }

    /** The whole numbers of 31 bits, or null. */
    private static WasmI31 toI31(Object value) {
        InteropLibrary interop = InteropLibrary.getUncached();
        try {
            // Not what else can be read as a number: JavaScript's big integers and objects of the host aren't numbers to Wasm.
            int number = value instanceof Number && interop.fitsInInt(value) ? interop.asInt(value) : Integer.MIN_VALUE;
            return WasmI31.fits(number) ? new WasmI31(number) : null;
        } catch (UnsupportedMessageException e) {
            return null;
        }
    }

    @CompilerDirectives.TruffleBoundary
    private static UnsupportedTypeException unsupported(ValueType type, Object value) {
        return UnsupportedTypeException.create(new Object[]{value}, "expected " + type + ". ");
    }

    /** Vectors: our own, and any buffer of 16 bytes. */
    @GenerateUncached
    @GenerateInline(false)
    abstract static class VectorConversion extends Node {

        abstract V128 execute(Object value) throws UnsupportedTypeException;

        @Specialization
        static V128 doVector(V128 value) {
            return value;
        }

        @Specialization(replaces = "doVector", limit = "3")
        static V128 doBuffer(Object value, @CachedLibrary("value") InteropLibrary interop) throws UnsupportedTypeException {
            try {
                return V128.ofBuffer(value, interop);
            } catch (UnsupportedMessageException e) {
                throw unsupported(VectorType.V128, value);
            }
        }
    }

    /** The number types. */
    @GenerateUncached
    @GenerateInline(false)
    abstract static class NumberConversion extends Node {

        abstract Object execute(NumberType type, Object value) throws UnsupportedTypeException;

        @Specialization(guards = "type == I32")
        static Object doInt(@SuppressWarnings("unused") NumberType type, int value) {
            return value;
        }

        @Specialization(guards = "type == I64")
        static Object doLong(@SuppressWarnings("unused") NumberType type, long value) {
            return value;
        }

        @Specialization(guards = "type == F32")
        static Object doFloat(@SuppressWarnings("unused") NumberType type, float value) {
            return value;
        }

        @Specialization(guards = "type == F64")
        static Object doDouble(@SuppressWarnings("unused") NumberType type, double value) {
            return value;
        }

        @Specialization(replaces = {"doInt", "doLong", "doFloat", "doDouble"}, limit = "3")
        static Object doInterop(NumberType type, Object value, @CachedLibrary("value") InteropLibrary interop) throws UnsupportedTypeException {
            try {
                switch (type) {
                    case I32 -> {
                        if (interop.fitsInInt(value)) {
                            return interop.asInt(value);
                        }
                    }
                    case I64 -> {
                        if (interop.fitsInLong(value)) {
                            return interop.asLong(value);
                        }
                    }
                    case F32 -> {
                        if (interop.fitsInFloat(value)) {
                            return interop.asFloat(value);
                        }
                    }
                    case F64 -> {
                        if (interop.fitsInDouble(value)) {
                            return interop.asDouble(value);
                        }
                    }
                }
            } catch (UnsupportedMessageException e) {
                throw CompilerDirectives.shouldNotReachHere(e);
            }
            throw unsupported(type, value);
        }

        static final NumberType I32 = NumberType.I32;
        static final NumberType I64 = NumberType.I64;
        static final NumberType F32 = NumberType.F32;
        static final NumberType F64 = NumberType.F64;
    }
}
