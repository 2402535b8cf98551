// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;

/** What a guest passed to an operation. */
final class Arguments {

    private static final int MAX_BYTES = 1 << 24;
    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final Object[] values;

    Arguments(Object[] values) {
        this.values = values;
    }

    int count() {
        return values.length;
    }

    Object value(int index) {
        return values[index];
    }

    /** All from this index on. */
    Object[] from(int start) {
        return java.util.Arrays.copyOfRange(values, start, values.length);
    }

    private UnsupportedTypeException wrong(int index, String needed) {
        return UnsupportedTypeException.create(new Object[]{values[index]}, needed + " is needed");
    }

    String string(int index) throws UnsupportedTypeException {
        try {
            return INTEROP.asString(values[index]);
        } catch (UnsupportedMessageException e) {
            throw wrong(index, "a string");
        }
    }

    /** All from this index on. */
    List<String> strings(int start) throws UnsupportedTypeException {
        List<String> strings = new ArrayList<>();
        for (int i = start; i < values.length; i++) {
            strings.add(string(i));
        }
        return strings;
    }

    long number(int index) throws UnsupportedTypeException {
        try {
            return INTEROP.asLong(values[index]);
        } catch (UnsupportedMessageException e) {
            throw wrong(index, "a whole number");
        }
    }

    int integer(int index) throws UnsupportedTypeException {
        try {
            return INTEROP.asInt(values[index]);
        } catch (UnsupportedMessageException e) {
            throw wrong(index, "a whole number");
        }
    }

    boolean truth(int index) throws UnsupportedTypeException {
        try {
            return INTEROP.asBoolean(values[index]);
        } catch (UnsupportedMessageException e) {
            throw wrong(index, "true or false");
        }
    }

    /** A count of bytes to allocate. */
    int size(int index) throws UnsupportedTypeException, CapabilityException {
        long size = number(index);
        if (size < 0 || size > MAX_BYTES) {
            throw new CapabilityException(ErrorKind.INVAL, "between 0 and " + MAX_BYTES + " bytes at once");
        }
        return (int) size;
    }

    <T> T instance(int index, Class<T> type, String needed) throws UnsupportedTypeException {
        if (!type.isInstance(values[index])) {
            throw wrong(index, needed);
        }
        return type.cast(values[index]);
    }

    /** A string as UTF-8, or the bytes of a buffer or an array. */
    byte[] bytes(int index) throws UnsupportedTypeException, CapabilityException {
        Object value = values[index];
        if (value instanceof Bytes bytes) {
            return bytes.toArray();
        }
        try {
            if (INTEROP.isString(value)) {
                return INTEROP.asString(value).getBytes(StandardCharsets.UTF_8);
            }
            boolean buffer = INTEROP.hasBufferElements(value);
            if (buffer || INTEROP.hasArrayElements(value)) {
                return buffer ? bufferBytes(value) : arrayBytes(value);
            }
        } catch (InteropException e) {
            throw wrong(index, "bytes");
        }
        throw wrong(index, "a string or bytes");
    }

    private static int checked(long size) throws CapabilityException {
        if (size < 0 || size > MAX_BYTES) {
            throw new CapabilityException(ErrorKind.INVAL, "at most " + MAX_BYTES + " bytes at once");
        }
        return (int) size;
    }

    private static byte[] bufferBytes(Object value) throws InteropException, CapabilityException {
        byte[] bytes = new byte[checked(INTEROP.getBufferSize(value))];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = INTEROP.readBufferByte(value, i);
        }
        return bytes;
    }

    /** The elements may be signed or unsigned bytes. */
    private static byte[] arrayBytes(Object value) throws InteropException, CapabilityException {
        byte[] bytes = new byte[checked(INTEROP.getArraySize(value))];
        for (int i = 0; i < bytes.length; i++) {
            int element = INTEROP.asInt(INTEROP.readArrayElement(value, i));
            if (element < Byte.MIN_VALUE || element > 0xFF) {
                throw new CapabilityException(ErrorKind.INVAL, "not a byte: " + element);
            }
            bytes[i] = (byte) element;
        }
        return bytes;
    }
}
