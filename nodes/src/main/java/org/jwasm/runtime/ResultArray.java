// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.StringJoiner;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** The results of a function that has several, as a read-only interop array. */
@ExportLibrary(InteropLibrary.class)
public final class ResultArray implements TruffleObject {

    private final Object[] values;

    public ResultArray(Object... values) {
        this.values = values;
    }

    /** A copy of the values. */
    public Object[] toArray() {
        return values.clone();
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return values.length;
    }

    @ExportMessage
    boolean isArrayElementReadable(long index) {
        return index >= 0 && index < values.length;
    }

    @ExportMessage
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return values[(int) index];
    }

    @ExportMessage
    Object toDisplayString(boolean allowSideEffects) {
        return display(allowSideEffects);
    }

    @TruffleBoundary
    private String display(boolean allowSideEffects) {
        InteropLibrary interop = InteropLibrary.getUncached();
        StringJoiner text = new StringJoiner(", ", "[", "]");
        for (Object value : values) {
            text.add(String.valueOf(interop.toDisplayString(value, allowSideEffects)));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return display(false);
    }
}
