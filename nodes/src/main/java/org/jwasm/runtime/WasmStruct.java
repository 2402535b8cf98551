// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import org.jwasm.structure.DefinedType;
import org.jwasm.structure.FieldType;
import org.jwasm.structure.PackedType;
import org.jwasm.structure.StorageType;
import org.jwasm.structure.StructType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.utilities.TriState;

/**
 * A structure. Its numbers and its references are counted separately in the order of the fields (see {@link StructLayout});
 * the first few are in Java fields, so that small structures are one object. Numbers are bits, as in {@link Arguments}.
 *
 * <p>Spec: Execution, Runtime Structure, Structure Instances. Other languages see members named by the field index.
 */
@ExportLibrary(InteropLibrary.class)
public sealed class WasmStruct extends WasmAggregate permits DescribedStruct {

    private static final int INLINE = 2;

    private long number0;
    private long number1;
    private Object reference0;
    private Object reference1;
    private final long[] numbers;
    private final Object[] references;

    /** A structure of zeros and nulls, with so many numbers and references. */
    public WasmStruct(DefinedType type, int numberCount, int referenceCount) {
        super(type);
        this.numbers = numberCount > INLINE ? new long[numberCount - INLINE] : null;
        this.references = referenceCount > INLINE ? new Object[referenceCount - INLINE] : null;
    }

    public final long number(int position) {
        return switch (position) {
            case 0 -> number0;
            case 1 -> number1;
            default -> numbers[position - INLINE];
        };
    }

    public final void setNumber(int position, long bits) {
        switch (position) {
            case 0 -> number0 = bits;
            case 1 -> number1 = bits;
            default -> numbers[position - INLINE] = bits;
        }
    }

    public final Object reference(int position) {
        return switch (position) {
            case 0 -> reference0;
            case 1 -> reference1;
            default -> references[position - INLINE];
        };
    }

    public final void setReference(int position, Object value) {
        switch (position) {
            case 0 -> reference0 = value;
            case 1 -> reference1 = value;
            default -> references[position - INLINE] = value;
        }
    }

    private StructType structType() {
        return (StructType) definedType().composite();
    }

    /** The field that a member name stands for, or -1. */
    private int field(String member) {
        try {
            int index = Integer.parseInt(member);
            return index >= 0 && index < structType().fields().size() && member.equals(Integer.toString(index)) ? index : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        Object[] names = new Object[structType().fields().size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = Integer.toString(i);
        }
        return new ResultArray(names);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return field(member) >= 0;
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        int field = field(member);
        if (field < 0) {
            throw UnknownIdentifierException.create(member);
        }
        int position = StructLayout.position(structType(), field);
        StorageType storage = structType().fields().get(field).storage();
        return switch (storage) {
            case PackedType.I8 -> (int) (byte) number(position);
            case PackedType.I16 -> (int) (short) number(position);
            case NumberType type -> Arguments.fromBits(type, number(position));
            case ValueType _ -> export(storage, reference(position));
        };
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberModifiable(String member) {
        int field = field(member);
        return field >= 0 && structType().fields().get(field).mutable();
    }

    @ExportMessage
    boolean isMemberInsertable(@SuppressWarnings("unused") String member) {
        return false;
    }

    @ExportMessage
    void writeMember(String member, Object value, @Cached ToWasmNode toWasm) throws UnknownIdentifierException, UnsupportedTypeException {
        if (!isMemberModifiable(member)) {
            throw UnknownIdentifierException.create(member);
        }
        write(member, toWasm.execute(type(member), value));
    }

    @TruffleBoundary
    private ValueType type(String member) {
        return structType().fields().get(field(member)).storage().unpacked();
    }

    @TruffleBoundary
    private void write(String member, Object converted) {
        int field = field(member);
        int position = StructLayout.position(structType(), field);
        FieldType type = structType().fields().get(field);
        if (type.storage().unpacked() instanceof NumberType number) {
            setNumber(position, Arguments.toBits(number, converted));
        } else {
            setReference(position, converted);
        }
    }

    @ExportMessage
    TriState isIdenticalOrUndefined(Object other) {
        return other instanceof WasmAggregate ? TriState.valueOf(this == other) : TriState.UNDEFINED;
    }

    @ExportMessage
    @TruffleBoundary
    int identityHashCode() {
        return System.identityHashCode(this);
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "wasm-struct: " + definedType();
    }
}
