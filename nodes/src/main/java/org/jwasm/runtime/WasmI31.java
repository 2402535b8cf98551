// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.math.BigInteger;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** 31 bits as a reference, compared by value: a number for other languages. Spec: Execution, Runtime Structure, Values, ref.i31. */
@ExportLibrary(InteropLibrary.class)
public final class WasmI31 implements TruffleObject {

    private static final int MIN = -(1 << 30);
    private static final int MAX = (1 << 30) - 1;

    private final int value;

    /** The reference to the low 31 bits of a number. */
    public WasmI31(int bits) {
        this.value = bits << 1 >> 1;
    }

    /** Whether a number is the same after it was made a reference. */
    public static boolean fits(int number) {
        return number >= MIN && number <= MAX;
    }

    /** The bits, sign-extended. */
    public int value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WasmI31 scalar && scalar.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @ExportMessage
    boolean isNumber() {
        return true;
    }

    @ExportMessage
    boolean fitsInByte() {
        return value == (byte) value;
    }

    @ExportMessage
    boolean fitsInShort() {
        return value == (short) value;
    }

    @ExportMessage
    boolean fitsInInt() {
        return true;
    }

    @ExportMessage
    boolean fitsInLong() {
        return true;
    }

    @ExportMessage
    boolean fitsInBigInteger() {
        return true;
    }

    @ExportMessage
    boolean fitsInFloat() {
        return value == (int) (float) value;
    }

    @ExportMessage
    boolean fitsInDouble() {
        return true;
    }

    @ExportMessage
    byte asByte() throws UnsupportedMessageException {
        if (!fitsInByte()) {
            throw UnsupportedMessageException.create();
        }
        return (byte) value;
    }

    @ExportMessage
    short asShort() throws UnsupportedMessageException {
        if (!fitsInShort()) {
            throw UnsupportedMessageException.create();
        }
        return (short) value;
    }

    @ExportMessage
    int asInt() {
        return value;
    }

    @ExportMessage
    long asLong() {
        return value;
    }

    @ExportMessage
    @TruffleBoundary
    BigInteger asBigInteger() {
        return BigInteger.valueOf(value);
    }

    @ExportMessage
    float asFloat() throws UnsupportedMessageException {
        if (!fitsInFloat()) {
            throw UnsupportedMessageException.create();
        }
        return value;
    }

    @ExportMessage
    double asDouble() {
        return value;
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "wasm-i31: " + value;
    }
}
