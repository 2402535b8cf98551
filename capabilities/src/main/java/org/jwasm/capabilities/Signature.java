// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.List;
import java.util.stream.Collectors;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;

import org.jwasm.runtime.WasmNull;

/** The types of a function that is handed out. Values that aren't of them don't get through, in neither direction. */
public record Signature(List<Type> parameters, Type result) {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    /** What can be passed. */
    public enum Type {
        /** No value; only as a result. */
        NONE,
        BOOL,
        S32,
        S64,
        F64,
        STRING,
        /** A list of bytes, copied. */
        BYTES,
        /** A capability. */
        CAPABILITY
    }

    public Signature {
        parameters = List.copyOf(parameters);
        if (parameters.contains(Type.NONE)) {
            throw new IllegalArgumentException("a parameter has a value");
        }
    }

    Object convert(Type type, Object value) throws UnsupportedTypeException, CapabilityException {
        try {
            return switch (type) {
                case NONE -> WasmNull.INSTANCE;
                case BOOL -> INTEROP.asBoolean(value);
                case S32 -> INTEROP.asInt(value);
                case S64 -> INTEROP.asLong(value);
                case F64 -> INTEROP.asDouble(value);
                case STRING -> INTEROP.asString(value);
                case BYTES -> new Bytes(new Arguments(new Object[]{value}).bytes(0));
                case CAPABILITY -> capability(value);
            };
        } catch (UnsupportedMessageException e) {
            throw mismatch(type, value);
        }
    }

    private static Capability capability(Object value) throws UnsupportedMessageException {
        if (value instanceof Capability capability) {
            return capability;
        }
        throw UnsupportedMessageException.create();
    }

    private static UnsupportedTypeException mismatch(Type type, Object value) {
        return UnsupportedTypeException.create(new Object[]{value}, type.name().toLowerCase(java.util.Locale.ROOT) + " is needed");
    }

    @Override
    public String toString() {
        return parameters.stream().map(Type::name).collect(Collectors.joining(", ", "(", ") -> ")).concat(result.name())
                        .toLowerCase(java.util.Locale.ROOT);
    }
}
