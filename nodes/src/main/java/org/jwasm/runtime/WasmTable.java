// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.Arrays;

import org.jwasm.structure.Limits;
import org.jwasm.structure.TableType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Cached.Shared;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.CachedLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;

/** A table of references. Spec: Execution, Runtime Structure, Table Instances. */
@ExportLibrary(InteropLibrary.class)
public final class WasmTable extends Extern {

    private static final String GROW = "grow";

    private final TableType type;
    private final long maximum;
    private final ResourceLimiter limiter;
    private Object[] elements;

    /** A table that only {@code limit} limits. */
    public WasmTable(TableType type, long limit, Object initial) {
        this(type, limit, initial, ResourceLimiter.NONE);
    }

    /**
     * A table of the type's minimum size.
     *
     * @param limit the embedder's limit, in elements
     * @param limiter asked for the minimum, and at each growth
     * @throws WasmException exhaustion if the limit or the host's memory is too small for the minimum size
     */
    @TruffleBoundary
    public WasmTable(TableType type, long limit, Object initial, ResourceLimiter limiter) {
        this.type = type;
        this.limiter = limiter;
        long declared = type.limits().hasMaximum() && type.limits().maximum() >= 0 ? type.limits().maximum() : Long.MAX_VALUE;
        this.maximum = Math.min(declared, limit);
        this.elements = new Object[0];
        long minimum = type.limits().minimum();
        if (minimum < 0 || minimum > maximum || grow(minimum, initial) < 0) {
            throw WasmException.of(FailureType.EXHAUSTION,
                            "table of " + Long.toUnsignedString(minimum) + " elements can't be allocated (limit " + maximum + " elements)");
        }
    }

    @Override
    public TableType type() {
        return new TableType(type.addressType(), new Limits(elements.length, type.limits().hasMaximum(), type.limits().maximum()), type.elementType());
    }

    /** The elements, exactly as many as the table has. */
    public Object[] elements() {
        return elements;
    }

    public int size() {
        return elements.length;
    }

    /** {@code table.get}; {@code index} is unsigned. */
    public Object get(long index, Node location) {
        Object[] array = elements;
        if (index < 0 || index >= array.length) {
            throw outOfBounds(location);
        }
        return array[(int) index];
    }

    /** {@code table.set}; {@code index} is unsigned. */
    public void set(long index, Object value, Node location) {
        Object[] array = elements;
        if (index < 0 || index >= array.length) {
            throw outOfBounds(location);
        }
        array[(int) index] = value;
    }

    private static WasmException outOfBounds(Node location) {
        TrapSites.enter(location);
        return WasmException.trap(TrapKind.OUT_OF_BOUNDS_TABLE_ACCESS, location);
    }

    /**
     * {@code table.grow}.
     *
     * @return the size before, or -1 if it can't grow
     */
    @TruffleBoundary
    public synchronized long grow(long delta, Object initial) {
        int before = elements.length;
        if (delta < 0 || delta > maximum - before || delta > 0 && !limiter.tableGrowing(delta)) {
            return -1;
        }
        try {
            Object[] grown = Arrays.copyOf(elements, Math.toIntExact(before + delta));
            if (initial != null) {
                Arrays.fill(grown, before, grown.length, initial);
            }
            elements = grown;
            return before;
        } catch (OutOfMemoryError | ArithmeticException e) {
            limiter.tableGrowing(-delta);
            return -1;
        }
    }

    private static void check(Object[] array, long index, long length, Node location) {
        if (index < 0 || length < 0 || length > array.length || index > array.length - length) {
            throw WasmException.trap(TrapKind.OUT_OF_BOUNDS_TABLE_ACCESS, location);
        }
    }

    /** {@code table.fill} */
    @TruffleBoundary(transferToInterpreterOnException = false)
    public void fill(long index, Object value, long length, Node location) {
        check(elements, index, length, location);
        Arrays.fill(elements, (int) index, (int) (index + length), value);
    }

    /** {@code table.init}, from the elements of a segment. */
    @TruffleBoundary(transferToInterpreterOnException = false)
    public void init(long to, Object[] source, long from, long length, Node location) {
        check(source, from, length, location);
        check(elements, to, length, location);
        System.arraycopy(source, (int) from, elements, (int) to, (int) length);
    }

    /** {@code table.copy} */
    @TruffleBoundary(transferToInterpreterOnException = false)
    public static void copy(WasmTable target, long to, WasmTable source, long from, long length, Node location) {
        check(source.elements, from, length, location);
        check(target.elements, to, length, location);
        System.arraycopy(source.elements, (int) from, target.elements, (int) to, (int) length);
    }

    @ExportMessage
    boolean isMemberInvocable(String member) {
        return GROW.equals(member);
    }

    /** {@code grow(elements)} or {@code grow(elements, initial)}: the size before. */
    @ExportMessage
    Object invokeMember(String member, Object[] arguments, @CachedLibrary(limit = "1") InteropLibrary interop, @Shared @Cached ToWasmNode toWasm)
                    throws UnknownIdentifierException, ArityException, UnsupportedTypeException {
        if (!GROW.equals(member)) {
            throw UnknownIdentifierException.create(member);
        }
        long delta = GrowArguments.delta(arguments, 2, interop);
        Object initial = toWasm.execute(type.elementType(), arguments.length > 1 ? arguments[1] : WasmNull.INSTANCE);
        long before = grow(delta, initial);
        if (before < 0) {
            throw WasmException.of(FailureType.EXHAUSTION, GrowArguments.failure("table", elements.length, delta, "elements", maximum));
        }
        return before;
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return elements.length;
    }

    @ExportMessage(name = "isArrayElementReadable")
    @ExportMessage(name = "isArrayElementModifiable")
    boolean isArrayElement(long index) {
        return index >= 0 && index < elements.length;
    }

    @ExportMessage
    boolean isArrayElementInsertable(@SuppressWarnings("unused") long index) {
        return false;
    }

    @ExportMessage
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        Object[] array = elements;
        if (index < 0 || index >= array.length) {
            throw InvalidArrayIndexException.create(index);
        }
        Object element = array[(int) index];
        return element == null ? WasmNull.INSTANCE : element;
    }

    @ExportMessage
    void writeArrayElement(long index, Object value, @Shared @Cached ToWasmNode toWasm) throws InvalidArrayIndexException, UnsupportedTypeException {
        Object converted = toWasm.execute(type.elementType(), value);
        Object[] array = elements;
        if (index < 0 || index >= array.length) {
            throw InvalidArrayIndexException.create(index);
        }
        array[(int) index] = converted;
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "wasm-table: " + type();
    }
}
