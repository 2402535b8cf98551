// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instantiation;

import org.jwasm.canonical.LoweredImport;
import org.jwasm.canonical.ResourceDrop;
import org.jwasm.canonical.TypedDispatchNode;
import org.jwasm.canonical.TypedDispatchNodeGen;
import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.Deoptimization;
import org.jwasm.runtime.DirectReceiver;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.HostCaller;
import org.jwasm.runtime.HostFailure;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.ToWasmNode;
import org.jwasm.runtime.ToWasmNodeGen;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmNull;
import org.jwasm.structure.ExternType;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Import;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ValueType;
import org.jwasm.wasi.ProcExit;
import org.jwasm.wasi.ThreadSpawn;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.RootNode;

/**
 * The code of an imported function that no WebAssembly module defines: goes over to a {@link org.jwasm.runtime.HostFunction}
 * or to any executable object.
 */
public final class ImportRootNode extends RootNode {

    /** What only the language can do for a guest. */
    public interface Host {
        /** Ends the context of a guest that asked for it; never returns normally. */
        void exit(RootNode location, int code);

        /** Starts a thread of a guest; returns its number, negative if there is none. */
        int startThread(RootNode location, ThreadSpawn spawn, WasmInstance parent, int argument);

        /** What the guest sees of something that Java code of the host's threw; unless it is to be thrown as it is, as it ends the guest. */
        RuntimeException failure(RootNode location, Throwable thrown);
    }

    private final ModuleCode code;
    private final int function;
    private final Host guestHost;
    @CompilationFinal(dimensions = 1) private final ValueType[] params;
    @CompilationFinal(dimensions = 1) private final ValueType[] results;
    @Child private InteropLibrary callees = InteropLibrary.getFactory().createDispatched(3);
    @Child private InteropLibrary arrays = InteropLibrary.getFactory().createDispatched(3);
    @Child private CrossCallNode crossCall;
    @Child private TypedDispatchNode typedCall;
    @Child private ToWasmNode toWasm = ToWasmNodeGen.create();

    public ImportRootNode(TruffleLanguage<?> language, ModuleCode code, int function, Host host) {
        super(language);
        this.code = code;
        this.function = function;
        this.guestHost = host;
        FunctionType type = code.module().functionType(function).functionType();
        this.params = type.params().toArray(ValueType[]::new);
        this.results = type.results().toArray(ValueType[]::new);
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        Object receiver = arguments[Arguments.INSTANCE];
        long[] numbers = (long[]) arguments[Arguments.NUMBERS];
        if (receiver instanceof HostReceiver host) {
            callHost(host, numbers, arguments.length > Arguments.OBJECTS ? (Object[]) arguments[Arguments.OBJECTS] : null);
        } else if (receiver instanceof CellCall call) {
            crossCall().execute(call, numbers, arguments.length > Arguments.OBJECTS ? (Object[]) arguments[Arguments.OBJECTS] : null);
        } else if (receiver instanceof DirectReceiver direct) {
            callDirectly(direct, numbers);
        } else if (receiver instanceof HostFailure failure) {
            throw failure.isFinal() ? rethrown(failure.thrown()) : guestHost.failure(this, failure.thrown());
        } else if (receiver instanceof LoweredImport imported) {
            typedCall().execute(imported, numbers);
        } else if (receiver instanceof ResourceDrop drop) {
            drop.execute(numbers, this);
        } else {
            Object[] objects = arguments.length > Arguments.OBJECTS ? (Object[]) arguments[Arguments.OBJECTS] : null;
            callObject(receiver, numbers, objects);
        }
        return null;
    }

    private CrossCallNode crossCall() {
        if (crossCall == null) {
            Deoptimization.invalidate();
            crossCall = insert(new CrossCallNode());
        }
        return crossCall;
    }

    private TypedDispatchNode typedCall() {
        if (typedCall == null) {
            Deoptimization.invalidate();
            typedCall = insert(TypedDispatchNodeGen.create());
        }
        return typedCall;
    }

    @TruffleBoundary(transferToInterpreterOnException = false)
    private void callHost(HostReceiver host, long[] numbers, Object[] objects) {
        host.requireStack(this);
        try {
            if (host.function instanceof ThreadSpawn spawn) {
                numbers[0] = guestHost.startThread(this, spawn, host.caller, (int) numbers[0]);
                return;
            }
            host.function.call(host.caller.memory(), numbers, objects);
        } catch (ProcExit e) {
            guestHost.exit(this, e.code());
        }
    }

    /** What a function of the host's threw that compiled code called without this code. */
    @TruffleBoundary(transferToInterpreterOnException = false)
    private RuntimeException rethrown(Throwable thrown) {
        if (thrown instanceof ProcExit e) {
            guestHost.exit(this, e.code());
        }
        // That of the look for stack, which knew no place.
        throw thrown instanceof WasmException trap && trap.getLocation() == null && trap.failureType() == FailureType.EXHAUSTION
                        ? WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, this) : sneak(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneak(Throwable throwable) throws T {
        throw (T) throwable;
    }

    private void callDirectly(DirectReceiver receiver, long[] numbers) {
        HostStack.require(this);
        try {
            call(receiver.caller(), receiver.function(), numbers);
        } catch (Throwable e) {
            throw guestHost.failure(this, e);
        }
    }

    @TruffleBoundary(allowInlining = true, transferToInterpreterOnException = false)
    private static void call(HostCaller<Object> caller, Object function, long[] numbers) {
        caller.call(function, numbers);
    }

    private void callObject(Object callee, long[] numbers, Object[] objects) {
        if (CompilerDirectives.inInterpreter()) {
            // A guest that recurses through the host must leave it the stack that handling the trap takes.
            HostStack.require(this);
        }
        Object result;
        try {
            result = callees.execute(callee, box(numbers, objects));
        } catch (UnsupportedTypeException | ArityException | UnsupportedMessageException e) {
            throw callFailed(e);
        }
        if (results.length == 1) {
            unbox(0, 0, result, numbers, objects);
        } else if (results.length > 1) {
            unboxAll(result, numbers, objects);
        }
    }

    @ExplodeLoop
    private Object[] box(long[] numbers, Object[] objects) {
        Object[] values = new Object[params.length];
        int number = 0;
        int object = 0;
        for (int i = 0; i < params.length; i++) {
            if (params[i] instanceof NumberType type) {
                values[i] = Arguments.fromBits(type, numbers[number++]);
            } else {
                Object reference = objects[object++];
                values[i] = reference == null ? WasmNull.INSTANCE : reference;
            }
        }
        return values;
    }

    private void unbox(int result, int position, Object value, long[] numbers, Object[] objects) {
        try {
            Object converted = toWasm.execute(results[result], value);
            if (results[result] instanceof NumberType type) {
                numbers[position] = Arguments.toBits(type, converted);
            } else {
                objects[position] = converted;
            }
        } catch (UnsupportedTypeException e) {
            throw callFailed(e);
        }
    }

    @ExplodeLoop
    private void unboxAll(Object array, long[] numbers, Object[] objects) {
        try {
            if (!arrays.hasArrayElements(array) || arrays.getArraySize(array) != results.length) {
                throw wrongResults();
            }
            int number = 0;
            int object = 0;
            for (int i = 0; i < results.length; i++) {
                boolean isNumber = results[i] instanceof NumberType;
                unbox(i, isNumber ? number++ : object++, arrays.readArrayElement(array, i), numbers, objects);
            }
        } catch (UnsupportedMessageException | InvalidArrayIndexException e) {
            throw callFailed(e);
        }
    }

    @TruffleBoundary
    private WasmException wrongResults() {
        return WasmException.of(FailureType.TRAP, "call of " + importName() + " failed: expected an array of " + results.length + " results", this);
    }

    @TruffleBoundary
    private WasmException callFailed(InteropException e) {
        return WasmException.of(FailureType.TRAP, "call of " + importName() + " failed: " + e.getMessage(), this);
    }

    /** The two names under which the module imports the function. */
    private String importName() {
        int index = 0;
        for (Import candidate : code.module().imports()) {
            if (candidate.type() instanceof ExternType.Function && index++ == function) {
                return candidate.module() + "." + candidate.name();
            }
        }
        return getName();
    }

    @Override
    public String getName() {
        return code.module().functionName(function);
    }

    @Override
    public boolean isInternal() {
        return false;
    }
}
