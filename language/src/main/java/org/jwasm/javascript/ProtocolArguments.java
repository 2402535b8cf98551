// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import org.jwasm.runtime.ToWasmNodeGen;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmGlobal;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.runtime.WasmTable;
import org.jwasm.runtime.WasmTag;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;

/** The arguments of a call of the protocol, by position; what is of another type than expected is told with what it is. */
final class ProtocolArguments {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final String function;
    private final Object[] values;

    ProtocolArguments(String function, Object[] values) {
        this.function = function;
        this.values = values;
    }

    int count() {
        return values.length;
    }

    Object get(int index) {
        return values[index];
    }

    /** The argument as a whole number: what GraalJS passes as an int in some versions is a long in others. */
    long number(int index) {
        try {
            return INTEROP.asLong(values[index]);
        } catch (UnsupportedMessageException e) {
            throw expected(index, "a whole number");
        }
    }

    /** A number whose negative values stand for what is above the largest int. */
    long unsigned(int index) {
        return values[index] instanceof Integer number ? Integer.toUnsignedLong(number) : number(index);
    }

    boolean flag(int index) {
        try {
            return INTEROP.asBoolean(values[index]);
        } catch (UnsupportedMessageException e) {
            throw expected(index, "a boolean");
        }
    }

    /** A flag that older versions of GraalJS don't pass. */
    boolean flagOr(int index, boolean otherwise) {
        return index < values.length ? flag(index) : otherwise;
    }

    String text(int index) {
        try {
            return INTEROP.asString(values[index]);
        } catch (UnsupportedMessageException e) {
            throw expected(index, "a string");
        }
    }

    WasmFunction function(int index) {
        return of(WasmFunction.class, index, "a WebAssembly function");
    }

    WasmMemory memory(int index) {
        return of(WasmMemory.class, index, "a WebAssembly memory");
    }

    WasmTable table(int index) {
        return of(WasmTable.class, index, "a WebAssembly table");
    }

    WasmGlobal global(int index) {
        return of(WasmGlobal.class, index, "a WebAssembly global");
    }

    WasmTag tag(int index) {
        return of(WasmTag.class, index, "a WebAssembly tag");
    }

    <T> T of(Class<T> type, int index, String description) {
        if (type.isInstance(values[index])) {
            return type.cast(values[index]);
        }
        throw expected(index, description);
    }

    Object executable(int index) {
        if (INTEROP.isExecutable(values[index])) {
            return values[index];
        }
        throw expected(index, "something executable");
    }

    /** The argument as a value of a type: a boxed number or a reference, null for null. */
    Object value(int index, ValueType type) {
        try {
            return ToWasmNodeGen.getUncached().execute(type, values[index]);
        } catch (UnsupportedTypeException e) {
            throw expected(index, "a value of type " + type);
        }
    }

    ProtocolException expected(int index, String description) {
        return new ProtocolException(function + ": expected " + description + " as argument " + (index + 1) + ", found " +
                        INTEROP.toDisplayString(values[index], false));
    }

    ProtocolException failed(String why) {
        return new ProtocolException(function + ": " + why);
    }
}
