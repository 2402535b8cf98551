// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jwasm.capabilities.Bytes;
import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityFailure;
import org.jwasm.capabilities.MemoryCapability;
import org.jwasm.capabilities.ObjectCapability;
import org.jwasm.nanoprocess.spi.Gate;
import org.jwasm.runtime.CallFailure;
import org.jwasm.runtime.HostFunction;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.runtime.WasmNull;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;
import org.jwasm.wasi.Errno;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;

/**
 * An operation on capabilities that a module of a nano-process holds as {@code externref}. It is no authority in itself, so that it
 * can always be imported: {@code (import "capability-method" "subdirectory(string)->capability" ...)}. The name in it is that of the
 * member, the types are those that the module calls it with:
 *
 * <pre>
 * s32 s64 f64     a number                   i32 i64 f64
 * bool            i32
 * capability      externref; as a result, null if there is none
 * string bytes    a parameter: i32 address and i32 length in memory 0; a result: two more parameters at the end, address and
 *                 length of a buffer, and an i32 result, the length of all, of which as much is there as the buffer has room for
 * </pre>
 *
 * <p>{@code memory} makes a capability on a part of the module's own memory. In all others the capability itself is the first parameter. A member without parentheses is a property, such as {@code live->bool}. What is
 * refused is an exception with the tag {@code (import "capability-method" "failure" (tag (param i32)))}: an error number of WASI.
 */
final class CapabilityMethod implements HostFunction {

    static final String MODULE = "capability-method";

    private static final String FAILURE = "failure";
    private static final String MEMORY = "memory";
    private static final Pattern NAME = Pattern.compile("([A-Za-z]\\w*)(\\((.*)\\))?(->(\\w+))?");
    private static final int MAX_BYTES = 1 << 24;
    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    /** What passes. */
    private enum Type {
        S32(NumberType.I32),
        BOOL(NumberType.I32),
        S64(NumberType.I64),
        F64(NumberType.F64),
        CAPABILITY(ReferenceType.EXTERNREF),
        STRING(NumberType.I32, NumberType.I32),
        BYTES(NumberType.I32, NumberType.I32);

        final List<ValueType> flat;

        Type(ValueType... flat) {
            this.flat = List.of(flat);
        }

        boolean isBuffer() {
            return this == STRING || this == BYTES;
        }

        /** Null if there is none of this name. */
        static Type named(String name) {
            for (Type type : values()) {
                if (type.name().toLowerCase(java.util.Locale.ROOT).equals(name)) {
                    return type;
                }
            }
            return null;
        }
    }

    private final String name;
    private final String member;
    /** Null for a property. */
    private final Type[] parameters;
    /** Null for none. */
    private final Type result;
    private final FunctionType type;

    private CapabilityMethod(String name, String member, Type[] parameters, Type result) {
        this.name = name;
        this.member = member;
        this.parameters = parameters;
        this.result = result;
        List<ValueType> flat = new ArrayList<>(Type.CAPABILITY.flat);
        for (Type parameter : parameters == null ? new Type[0] : parameters) {
            flat.addAll(parameter.flat);
        }
        if (result != null && result.isBuffer()) {
            flat.addAll(result.flat);
        }
        this.type = result == null ? FunctionType.of(flat) : FunctionType.of(flat, result.flat.getFirst());
    }

    /** What is imported under a name, or null if that isn't one. */
    static Object find(String name, Gate gate) {
        Matcher matcher = NAME.matcher(name);
        if (name.equals(FAILURE)) {
            return CallFailure.TAG;
        }
        if (name.equals(MEMORY)) {
            return new OwnMemory(gate);
        }
        if (!matcher.matches()) {
            return null;
        }
        Type result = matcher.group(5) == null ? null : Type.named(matcher.group(5));
        if (matcher.group(5) != null && result == null) {
            return null;
        }
        Type[] parameters = matcher.group(2) == null ? null : types(matcher.group(3));
        boolean known = matcher.group(2) == null || parameters != null;
        return known ? new CapabilityMethod(name, matcher.group(1), parameters, result) : null;
    }

    private static Type[] types(String list) {
        if (list.isBlank()) {
            return new Type[0];
        }
        String[] names = list.split(",", -1);
        Type[] types = new Type[names.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = Type.named(names[i].strip());
            if (types[i] == null) {
                return null;
            }
        }
        return types;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FunctionType type() {
        return type;
    }

    @Override
    public void call(WasmMemory memory, long[] values) {
        throw new IllegalStateException("the capability is a reference");
    }

    @Override
    public void call(WasmMemory memory, long[] values, Object[] references) {
        if (!(references[0] instanceof Capability capability)) {
            throw failed(Errno.BADF, "that is no capability");
        }
        Reader reader = new Reader(memory, values, references);
        Object answer;
        try {
            Object receiver = receiver(capability);
            answer = parameters == null ? INTEROP.readMember(receiver, member) : INTEROP.invokeMember(receiver, member, reader.all(parameters));
        } catch (CapabilityFailure e) {
            throw failed(Errno.of(e.kind()), e.getMessage());
        } catch (ArityException e) {
            throw failed(Errno.INVAL, e.getMessage());
        } catch (InteropException e) {
            throw failed(Errno.INVAL, name + ": " + e.getMessage());
        }
        if (result != null) {
            write(answer, memory, values, references, reader.position);
        }
    }

    /** The members of an object are behind those that its capability has itself. */
    private Object receiver(Capability capability) {
        boolean own = parameters == null ? INTEROP.isMemberReadable(capability, member) : INTEROP.isMemberInvocable(capability, member);
        return own || !(capability instanceof ObjectCapability object) ? capability : object.object();
    }

    private static RuntimeException failed(Errno errno, String message) {
        return CallFailure.of(errno.code(), message);
    }

    /** Takes the arguments apart. */
    private static final class Reader {
        private final WasmMemory memory;
        private final long[] values;
        private final Object[] references;
        int position;
        private int reference = 1;

        Reader(WasmMemory memory, long[] values, Object[] references) {
            this.memory = memory;
            this.values = values;
            this.references = references;
        }

        Object[] all(Type[] types) {
            Object[] arguments = new Object[types.length];
            for (int i = 0; i < types.length; i++) {
                arguments[i] = next(types[i]);
            }
            return arguments;
        }

        private Object next(Type type) {
            return switch (type) {
                case S32 -> (int) values[position++];
                case BOOL -> values[position++] != 0;
                case S64 -> values[position++];
                case F64 -> Double.longBitsToDouble(values[position++]);
                case CAPABILITY -> {
                    Object held = references[reference++];
                    yield held == null ? WasmNull.INSTANCE : held;
                }
                case STRING -> string(bytes());
                case BYTES -> Bytes.copyOf(bytes());
            };
        }

        private byte[] bytes() {
            long address = values[position++] & 0xFFFF_FFFFL;
            long length = values[position++] & 0xFFFF_FFFFL;
            if (memory == null || !memory.inBounds(address, length)) {
                throw failed(Errno.FAULT, "outside of the memory");
            }
            if (length > MAX_BYTES) {
                throw failed(Errno.INVAL, "at most " + MAX_BYTES + " bytes at once");
            }
            byte[] bytes = new byte[(int) length];
            memory.read(address, bytes, 0, bytes.length, null);
            return bytes;
        }

        private static String string(byte[] bytes) {
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException e) {
                throw failed(Errno.ILSEQ, "not UTF-8");
            }
        }
    }

    private void write(Object answer, WasmMemory memory, long[] values, Object[] references, int position) {
        try {
            switch (result) {
                case S32 -> values[0] = INTEROP.asInt(answer);
                case BOOL -> values[0] = INTEROP.asBoolean(answer) ? 1 : 0;
                case S64 -> values[0] = INTEROP.asLong(answer);
                case F64 -> values[0] = Double.doubleToRawLongBits(INTEROP.asDouble(answer));
                case CAPABILITY -> references[0] = capability(answer);
                case STRING -> values[0] = store(memory, INTEROP.asString(answer).getBytes(StandardCharsets.UTF_8), values, position);
                case BYTES -> values[0] = store(memory, bytes(answer), values, position);
            }
        } catch (InteropException e) {
            throw failed(Errno.INVAL, name + " gives something else");
        }
    }

    /** Anything that isn't a value of Java's: a capability, or a grant, which is good for being passed on. */
    private static Object capability(Object answer) throws UnsupportedMessageException {
        if (INTEROP.isNull(answer)) {
            return null;
        }
        if (answer instanceof Capability || answer instanceof org.jwasm.capabilities.Grant) {
            return answer;
        }
        throw UnsupportedMessageException.create();
    }

    private static byte[] bytes(Object answer) throws InteropException {
        if (answer instanceof Bytes bytes) {
            return bytes.toArray();
        }
        throw UnsupportedMessageException.create();
    }

    private static long store(WasmMemory memory, byte[] bytes, long[] values, int position) {
        long address = values[position] & 0xFFFF_FFFFL;
        long room = values[position + 1] & 0xFFFF_FFFFL;
        int length = (int) Math.min(bytes.length, room);
        if (memory == null || !memory.inBounds(address, length)) {
            throw failed(Errno.FAULT, "outside of the memory");
        }
        memory.write(address, bytes, 0, length, null);
        return bytes.length;
    }

    @Override
    public String toString() {
        return MODULE + "." + name;
    }

    /** Makes a capability on a stretch of the module's memory 0: {@code (func (param $address i32) (param $length i32) (result externref))}. */
    private record OwnMemory(Gate gate) implements HostFunction {

        private static final FunctionType TYPE = FunctionType.of(List.of(NumberType.I32, NumberType.I32), ReferenceType.EXTERNREF);

        @Override
        public String name() {
            return MEMORY;
        }

        @Override
        public FunctionType type() {
            return TYPE;
        }

        @Override
        public void call(WasmMemory memory, long[] values) {
            throw new IllegalStateException("it gives a reference");
        }

        @Override
        public void call(WasmMemory memory, long[] values, Object[] references) {
            long address = values[0] & 0xFFFF_FFFFL;
            long length = values[1] & 0xFFFF_FFFFL;
            if (memory == null || !memory.inBounds(address, length)) {
                throw failed(Errno.FAULT, "outside of the memory");
            }
            references[0] = gate.receive(MemoryCapability.of(memory, address, length), null);
        }
    }
}
