// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import org.jwasm.structure.GlobalType;
import org.jwasm.structure.NumberType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * A global. Spec: Execution, Runtime Structure, Global Instances.
 *
 * <p>Numbers are kept as bits: i32 in the lower half, floats by their bit pattern.
 */
@ExportLibrary(InteropLibrary.class)
public final class WasmGlobal extends Extern {

    private static final String VALUE = "value";

    private final GlobalType type;
    private long bits;
    private Object reference;

    public WasmGlobal(GlobalType type, long bits, Object reference) {
        this.type = type;
        this.bits = bits;
        this.reference = reference;
    }

    @Override
    public GlobalType type() {
        return type;
    }

    public long bits() {
        return bits;
    }

    public void setBits(long value) {
        bits = value;
    }

    public Object reference() {
        return reference;
    }

    public void setReference(Object value) {
        reference = value;
    }

    /** The value as the host sees it: a boxed number or a reference, {@link WasmNull} for null. */
    public Object get() {
        if (type.valueType() instanceof NumberType number) {
            return Arguments.fromBits(number, bits);
        }
        return reference == null ? WasmNull.INSTANCE : reference;
    }

    /** Sets it to what {@link ToWasmNode} made of a value. */
    public void set(Object converted) {
        if (type.valueType() instanceof NumberType number) {
            bits = Arguments.toBits(number, converted);
        } else {
            reference = converted;
        }
    }

    @Override
    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray(VALUE, TYPE);
    }

    @Override
    @ExportMessage
    boolean isMemberReadable(String member) {
        return VALUE.equals(member) || TYPE.equals(member);
    }

    @Override
    @ExportMessage
    Object readMember(String member) throws UnknownIdentifierException {
        return VALUE.equals(member) ? get() : super.readMember(member);
    }

    @ExportMessage
    boolean isMemberModifiable(String member) {
        return VALUE.equals(member) && type.mutable();
    }

    @ExportMessage
    boolean isMemberInsertable(@SuppressWarnings("unused") String member) {
        return false;
    }

    @ExportMessage
    void writeMember(String member, Object value, @Cached ToWasmNode toWasm)
                    throws UnknownIdentifierException, UnsupportedMessageException, UnsupportedTypeException {
        if (!VALUE.equals(member)) {
            throw UnknownIdentifierException.create(member);
        }
        if (!type.mutable()) {
            throw UnsupportedMessageException.create();
        }
        set(toWasm.execute(type.valueType(), value));
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "wasm-global: " + type;
    }
}
