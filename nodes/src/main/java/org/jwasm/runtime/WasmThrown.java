// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.List;

import org.jwasm.structure.NumberType;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;

/**
 * An exception that a module threw, and at once the value of a reference to it.
 * Spec: Execution, Runtime Structure, Exception Instances.
 *
 * <p>To hosts and other languages it is a guest exception, and an array of the values that it carries. It records no
 * stack, so that throwing costs no more than a jump where the handler is compiled together with it.
 */
@ExportLibrary(InteropLibrary.class)
public final class WasmThrown extends AbstractTruffleException {

    private static final int NO_STACK_TRACE = 0;

    private final transient WasmTag tag;
    private final long[] numbers;
    private final transient Object[] objects;
    private transient volatile Object embedderData;

    /**
     * @param numbers what it carries as by {@link Arguments}, as are {@code objects}, which may be null if there are none
     * @param location the instruction
     */
    public WasmThrown(WasmTag tag, long[] numbers, Object[] objects, Node location) {
        this(tag, numbers, objects, location, null);
    }

    /** @param message for people, instead of one made of the tag and the values, or null */
    WasmThrown(WasmTag tag, long[] numbers, Object[] objects, Node location, String message) {
        super(message, null, NO_STACK_TRACE, location);
        this.tag = tag;
        this.numbers = numbers;
        this.objects = objects;
    }

    public WasmTag tag() {
        return tag;
    }

    public long[] numbers() {
        return numbers;
    }

    public Object[] objects() {
        return objects;
    }

    /** What the embedder attached, or null. */
    public Object embedderData() {
        return embedderData;
    }

    public void setEmbedderData(Object data) {
        embedderData = data;
    }

    @Override
    @TruffleBoundary
    public String getMessage() {
        if (super.getMessage() != null) {
            return super.getMessage();
        }
        StringBuilder text = new StringBuilder("wasm exception with tag ").append(tag.name());
        List<ValueType> types = types();
        for (int i = 0; i < types.size(); i++) {
            text.append(i == 0 ? ": " : ", ").append(types.get(i) instanceof NumberType ? value(i) : types.get(i));
        }
        return text.toString();
    }

    private List<ValueType> types() {
        return tag.definedType().functionType().params();
    }

    /** A value that it carries, as the host sees it. */
    private Object value(int index) {
        int number = 0;
        int object = 0;
        for (ValueType before : types().subList(0, index)) {
            if (before instanceof NumberType) {
                number++;
            } else {
                object++;
            }
        }
        if (types().get(index) instanceof NumberType type) {
            return Arguments.fromBits(type, numbers[number]);
        }
        return objects[object] == null ? WasmNull.INSTANCE : objects[object];
    }

    @ExportMessage
    ExceptionType getExceptionType() {
        return ExceptionType.RUNTIME_ERROR;
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    long getArraySize() {
        return types().size();
    }

    @ExportMessage
    @TruffleBoundary
    boolean isArrayElementReadable(long index) {
        return index >= 0 && index < types().size();
    }

    @ExportMessage
    @TruffleBoundary
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return value((int) index);
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray("message", "tag");
    }

    @ExportMessage
    boolean isMemberReadable(String member) {
        return "message".equals(member) || "tag".equals(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        return switch (member) {
            case "message" -> getMessage();
            case "tag" -> tag;
            default -> throw UnknownIdentifierException.create(member);
        };
    }
}
