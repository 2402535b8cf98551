// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.invoke.MethodHandle;

import org.jwasm.instantiation.HostReceiver;
import org.jwasm.instantiation.HostStack;
import org.jwasm.numerics.Conversions;
import org.jwasm.numerics.I32;
import org.jwasm.numerics.I64;
import org.jwasm.runtime.CompiledFrames;
import org.jwasm.runtime.DirectReceiver;
import org.jwasm.runtime.HostFailure;
import org.jwasm.runtime.TailCall;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.V128;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmI31;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.runtime.WasmTable;
import org.jwasm.runtime.WasmThrown;
import org.jwasm.structure.DefinedType;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;

/**
 * What compiled code calls for what is more than some instructions of the JVM. Methods on hot paths are small, so that
 * HotSpot inlines them; what fails is in methods of its own.
 */
public final class Support {

    private static final Node HERE = CompiledFrames.HERE;
    /** Bytes and elements of tables that take a microsecond; the collector of garbage is told of each element. */
    private static final int LONG = 1 << 14;
    private static final int LONG_TABLE = 1 << 9;

    private Support() {
    }

    public static WasmException trap(TrapKind kind) {
        return WasmException.trap(kind, HERE);
    }

    public static WasmException unreachable() {
        return trap(TrapKind.UNREACHABLE);
    }

    /** Lets others in, see {@link Polls}. */
    public static void poll() {
        TruffleSafepoint.poll(HERE);
    }

    /** Lets others in after so many bytes. */
    private static void pollAfter(long length) {
        if (length > LONG) {
            poll();
        }
    }

    /** Lets others in after so many elements of a table. */
    private static void pollAfterElements(long length) {
        if (length > LONG_TABLE) {
            poll();
        }
    }

    // Metering.

    public static void charge(WasmInstance instance, int cost) {
        instance.fuel().consume(cost, HERE);
    }

    public static void chargeRange(long length, WasmInstance instance) {
        instance.fuel().consumeRange(length, HERE);
    }

    public static void enter(WasmInstance instance) {
        instance.fuel().enter(HERE);
    }

    public static void leave(WasmInstance instance) {
        instance.fuel().leave();
    }

    // Division.

    private static WasmException division(boolean byZero) {
        return trap(byZero ? TrapKind.INTEGER_DIVIDE_BY_ZERO : TrapKind.INTEGER_OVERFLOW);
    }

    public static int divS(int left, int right) {
        if (right == 0 || I32.quotientOverflows(left, right)) {
            throw division(right == 0);
        }
        return left / right;
    }

    public static int divU(int left, int right) {
        if (right == 0) {
            throw division(true);
        }
        return I32.divU(left, right);
    }

    public static int remS(int left, int right) {
        if (right == 0) {
            throw division(true);
        }
        return left % right;
    }

    public static int remU(int left, int right) {
        if (right == 0) {
            throw division(true);
        }
        return I32.remU(left, right);
    }

    public static long divS(long left, long right) {
        if (right == 0 || I64.quotientOverflows(left, right)) {
            throw division(right == 0);
        }
        return left / right;
    }

    public static long divU(long left, long right) {
        if (right == 0) {
            throw division(true);
        }
        return I64.divU(left, right);
    }

    public static long remS(long left, long right) {
        if (right == 0) {
            throw division(true);
        }
        return left % right;
    }

    public static long remU(long left, long right) {
        if (right == 0) {
            throw division(true);
        }
        return I64.remU(left, right);
    }

    // Truncation.

    private static WasmException unfit(double value) {
        return trap(value != value ? TrapKind.INVALID_CONVERSION_TO_INTEGER : TrapKind.INTEGER_OVERFLOW);
    }

    public static int truncI32S(float value) {
        if (!Conversions.fitsI32S(value)) {
            throw unfit(value);
        }
        return Conversions.truncSatI32S(value);
    }

    public static int truncI32U(float value) {
        if (!Conversions.fitsI32U(value)) {
            throw unfit(value);
        }
        return Conversions.truncSatI32U(value);
    }

    public static int truncI32S(double value) {
        if (!Conversions.fitsI32S(value)) {
            throw unfit(value);
        }
        return Conversions.truncSatI32S(value);
    }

    public static int truncI32U(double value) {
        if (!Conversions.fitsI32U(value)) {
            throw unfit(value);
        }
        return Conversions.truncSatI32U(value);
    }

    public static long truncI64S(double value) {
        if (!Conversions.fitsI64S(value)) {
            throw unfit(value);
        }
        return Conversions.truncSatI64S(value);
    }

    public static long truncI64U(double value) {
        if (!Conversions.fitsI64U(value)) {
            throw unfit(value);
        }
        return Conversions.truncSatI64U(value);
    }

    // Memories. Addresses and lengths are unsigned numbers of 64 bits.

    public static void fill(long to, int value, long length, WasmMemory memory) {
        memory.fill(to, (byte) value, length, HERE);
        pollAfter(length);
    }

    public static void copy(long to, long from, long length, WasmMemory target, WasmMemory source) {
        WasmMemory.copy(target, to, source, from, length, HERE);
        pollAfter(length);
    }

    public static void init(long to, int from, int length, WasmMemory memory, int segment, WasmInstance instance) {
        long end = Integer.toUnsignedLong(from) + Integer.toUnsignedLong(length);
        if (end > instance.dataLength(segment)) {
            throw trap(TrapKind.OUT_OF_BOUNDS_MEMORY_ACCESS);
        }
        memory.write(to, instance.dataBytes(segment), instance.dataStart(segment) + from, length, HERE);
        pollAfter(length);
    }

    public static long grow(long delta, WasmMemory memory) {
        long before = memory.grow(delta);
        poll();
        return before;
    }

    // Tables.

    public static Object tableGet(long index, WasmInstance instance, int table) {
        return instance.table(table).get(index, HERE);
    }

    public static void tableSet(long index, Object value, WasmInstance instance, int table) {
        instance.table(table).set(index, value, HERE);
    }

    public static int tableSize(WasmInstance instance, int table) {
        return instance.table(table).size();
    }

    public static long tableGrow(Object initial, long delta, WasmInstance instance, int table) {
        long before = instance.table(table).grow(delta, initial);
        poll();
        return before;
    }

    public static void tableFill(long index, Object value, long length, WasmInstance instance, int table) {
        instance.table(table).fill(index, value, length, HERE);
        pollAfterElements(length);
    }

    public static void tableCopy(long to, long from, long length, WasmInstance instance, int target, int source) {
        WasmTable.copy(instance.table(target), to, instance.table(source), from, length, HERE);
        pollAfterElements(length);
    }

    public static void tableInit(long to, long from, long length, WasmInstance instance, int segment, int table) {
        instance.table(table).init(to, instance.elements(segment), from, length, HERE);
        pollAfterElements(length);
    }

    // References.

    public static Object nonNull(Object reference) {
        if (reference == null) {
            throw trap(TrapKind.NULL_REFERENCE);
        }
        return reference;
    }

    public static boolean same(Object first, Object second) {
        return first == second || first instanceof WasmI31 a && second instanceof WasmI31 b && a.value() == b.value();
    }

    /** A global of type i32; one call, as the others for numbers, where the interpreter would make two. */
    public static int globalInt(WasmInstance instance, int index) {
        return (int) instance.global(index).bits();
    }

    public static long globalBits(WasmInstance instance, int index) {
        return instance.global(index).bits();
    }

    public static void setGlobal(long bits, WasmInstance instance, int index) {
        instance.global(index).setBits(bits);
    }

    /** Puts a local of a split function into its frame. */
    public static void put(long value, long[] frame, int index) {
        frame[index] = value;
    }

    public static void put(Object value, Object[] frame, int index) {
        frame[index] = value;
    }

    // Vectors.

    public static V128 vector(long low, long high) {
        return new V128(low, high);
    }

    // Exceptions.

    public static WasmThrown thrown(long[] numbers, Object[] objects, WasmInstance instance, int tag) {
        return new WasmThrown(instance.tag(tag), numbers, objects, null);
    }

    public static boolean matches(WasmThrown thrown, WasmInstance instance, int tag) {
        return thrown.tag() == instance.tag(tag);
    }

    public static WasmThrown again(Object exception) {
        if (exception == null) {
            throw trap(TrapKind.NULL_EXCEPTION_REFERENCE);
        }
        return (WasmThrown) exception;
    }

    // Calls.

    /** What {@code call_indirect} calls by a table with addresses of 64 bits. */
    public static WasmFunction callee(long index, WasmInstance instance, int table, DefinedType expected) {
        if (index < 0 || index > Integer.MAX_VALUE) {
            throw trap(TrapKind.UNDEFINED_ELEMENT);
        }
        return callee((int) index, instance, table, expected);
    }

    /** What {@code call_indirect} calls. No table has more elements than an array. */
    public static WasmFunction callee(int index, WasmInstance instance, int table, DefinedType expected) {
        Object[] elements = instance.table(table).elements();
        if (index < 0 || index >= elements.length) {
            throw trap(TrapKind.UNDEFINED_ELEMENT);
        }
        WasmFunction callee = (WasmFunction) elements[index];
        if (callee == null) {
            throw uninitialized(index);
        }
        if (callee.definedType() != expected) {
            checkSubtype(callee.definedType(), expected);
        }
        return callee;
    }

    private static void checkSubtype(DefinedType actual, DefinedType expected) {
        if (!actual.isSubtype(expected, expected.depth())) {
            throw trap(TrapKind.INDIRECT_CALL_TYPE_MISMATCH);
        }
    }

    private static WasmException uninitialized(long position) {
        TrapKind kind = TrapKind.UNINITIALIZED_ELEMENT;
        return WasmException.of(kind.failureType(), kind.text() + " " + position, HERE);
    }

    /** What {@code call_ref} calls. */
    public static WasmFunction callee(Object reference) {
        if (reference == null) {
            throw trap(TrapKind.NULL_FUNCTION_REFERENCE);
        }
        return (WasmFunction) reference;
    }

    /** The Java object that an import is, if it is one that is called as such; else null. */
    public static Object direct(WasmFunction function) {
        Object receiver = function.receiver();
        if (receiver instanceof DirectReceiver direct) {
            return direct.function();
        }
        return receiver instanceof HostReceiver host && host.isDirect() ? host : null;
    }

    /** Looks for the stack that an import needs, if it is a Java object; whether that was so. */
    public static boolean leaveStack(WasmInstance instance, int function) {
        if (instance.function(function).receiver() instanceof DirectReceiver) {
            HostStack.require(HERE);
            return true;
        }
        return false;
    }

    /** What comes of what a Java object threw that was called in place of an import: the import's code knows. */
    public static RuntimeException failed(Throwable failure, WasmFunction callee) {
        call(new HostFailure(failure, callee.receiver() instanceof HostReceiver), null, null, callee.target());
        return new IllegalStateException(failure);
    }

    /** Calls a function that has no compiled code yet, as far as it is known here, of this module, another or the host; when it is built, its code may be found. */
    public static void callTarget(WasmFunction function, long[] numbers, Object[] objects) {
        // So that from the next call on its code is found.
        function.link();
        call(function.receiver(), numbers, objects, function.target());
    }

    public static MethodHandle entry(WasmFunction function) {
        return function.entry();
    }

    /** Calls a function of this or another module that has no compiled code yet. */
    static void call(Object receiver, long[] numbers, Object[] objects, Link callee) {
        call(receiver, numbers, objects, callee.target());
    }

    /** Runs the tree for an instruction. */
    public static void callFragment(Object receiver, long[] numbers, Object[] objects, Object fragment) {
        call(receiver, numbers, objects, (RootCallTarget) fragment);
    }

    /** Calls a function of this or another module that has no compiled code, or has it behind a call target. */
    private static void call(Object receiver, long[] numbers, Object[] objects, RootCallTarget target) {
        Object[] arguments = objects == null ? new Object[]{receiver, numbers} : new Object[]{receiver, numbers, objects};
        try {
            Object result = target.call(HERE, arguments);
            if (result != null) {
                TailCall.complete(result, arguments);
            }
        } catch (Throwable failure) {
            CompiledFrames.arrived(failure);
            throw failure;
        }
        poll();
    }

    /** The call that a function leaves to its caller. */
    public static TailCall tailCall(long[] numbers, Object[] objects, WasmFunction function) {
        Object[] arguments = new Object[]{function.receiver(), numbers, objects};
        return new TailCall(function.target(), arguments);
    }

    /** Makes the calls that a function left to its caller, who looks for the results in {@code numbers} and {@code objects}. */
    public static void complete(Object result, long[] numbers, Object[] objects) {
        if (result != null) {
            try {
                TailCall.complete(result, new Object[]{null, numbers, objects});
            } catch (Throwable failure) {
                CompiledFrames.arrived(failure);
                throw failure;
            }
        }
    }

    /** Puts the only result where the caller of a call target looks for it. */
    public static void storeOnly(long result, long[] numbers) {
        numbers[0] = result;
    }

    public static void storeOnly(Object result, Object[] objects) {
        objects[0] = result;
    }

    /** Puts many results where the caller of a call target looks for them. */
    public static void store(Results results, long[] numbers, Object[] objects) {
        System.arraycopy(results.numbers(), 0, numbers, 0, Math.min(results.numbers().length, numbers.length));
        if (results.objects() != null) {
            System.arraycopy(results.objects(), 0, objects, 0, Math.min(results.objects().length, objects.length));
        }
    }
}
