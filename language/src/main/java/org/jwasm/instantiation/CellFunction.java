// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instantiation;

import java.util.function.Supplier;

import org.jwasm.capabilities.Capability;
import org.jwasm.nanoprocess.spi.Gate;
import org.jwasm.runtime.CallFailure;
import org.jwasm.runtime.HeapBoundary;
import org.jwasm.runtime.ResultArray;
import org.jwasm.runtime.StackProbe;
import org.jwasm.runtime.V128;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmI31;
import org.jwasm.runtime.WasmNull;
import org.jwasm.runtime.WasmVoid;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.FunctionType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * An exported function of a nano-process, as the host has it. It holds on to nothing of the nano-process once that is dead. Modules
 * import it as a {@link CellCall}; capabilities on it execute it.
 */
@ExportLibrary(InteropLibrary.class)
public final class CellFunction extends HeapBoundary implements TruffleObject {

    final Gate gate;
    private final Supplier<Gate> current;
    private final DefinedType type;
    private final int argumentObjects;
    private final int resultObjects;
    private final String name;
    private volatile TruffleContext context;
    private volatile WasmFunction function;

    /**
     * @param current gives the nano-process that this thread is in, or null
     * @param name for people
     */
    public CellFunction(Gate gate, Supplier<Gate> current, TruffleContext context, WasmFunction function, String name) {
        this.current = current;
        this.gate = gate;
        this.type = function.definedType();
        this.argumentObjects = FunctionType.objects(type.functionType().params());
        this.resultObjects = FunctionType.objects(type.functionType().results());
        this.context = context;
        this.function = function;
        this.name = name;
    }

    /** How many of the arguments are objects, see {@link org.jwasm.runtime.Arguments}. */
    int argumentObjects() {
        return argumentObjects;
    }

    int resultObjects() {
        return resultObjects;
    }

    DefinedType definedType() {
        return type;
    }

    /** Null if the nano-process is dead. */
    TruffleContext context() {
        return context;
    }

    /** Null if the nano-process is dead. */
    WasmFunction function() {
        return function;
    }

    /** The nano-process is dead. */
    public void clear() {
        context = null;
        function = null;
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    /** A call by the holder of a capability on this function, or on its nano-process. */
    @ExportMessage
    @TruffleBoundary
    Object execute(Object[] arguments) throws UnsupportedTypeException, ArityException, UnsupportedMessageException {
        StackProbe.large(null);
        Gate caller = current.get();
        Object[] received = arguments.clone();
        for (int i = 0; i < received.length; i++) {
            // The host may pass what it likes; guests pass no references to their state.
            if (received[i] instanceof Capability || caller != null && !isPlain(received[i])) {
                received[i] = gate.receive(received[i], caller);
            }
        }
        gate.enter(caller);
        Object result;
        try {
            result = call(received);
        } catch (ArityException | UnsupportedTypeException | UnsupportedMessageException e) {
            throw e;
        } catch (Throwable e) {
            gate.broken = true;
            throw gate.fail(e);
        } finally {
            gate.leave(caller);
        }
        return checked(result);
    }

    private static boolean isPlain(Object argument) {
        return argument instanceof Number || argument instanceof Boolean || argument instanceof WasmNull;
    }

    private Object call(Object[] arguments) throws UnsupportedTypeException, ArityException, UnsupportedMessageException {
        TruffleContext inner = context;
        WasmFunction target = function;
        if (inner == null || target == null) {
            throw CallFailure.of(CallFailure.DEAD, name + " is dead");
        }
        Object previous = inner.enter(null);
        try {
            return InteropLibrary.getUncached().execute(target, arguments);
        } finally {
            inner.leave(null, previous);
        }
    }

    /** Nothing of the nano-process's state gets out. */
    private static Object checked(Object result) {
        switch (result) {
            case WasmNull _, WasmVoid _, V128 _, WasmI31 _, Capability _, Number _ -> {
                return result;
            }
            case ResultArray array -> {
                for (Object each : array.toArray()) {
                    checked(each);
                }
                return result;
            }
            default -> throw CallFailure.of(CallFailure.REFUSED, "a reference that is no capability can't leave a nano-process");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
