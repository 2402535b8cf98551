package org.jwasm.instantiation;

import org.jwasm.nanoprocess.spi.Gate;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.structure.DefinedType;

import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.interop.TruffleObject;

/** An exported function of a nano-process, as others import it. It holds on to nothing of the nano-process once that is dead. */
public final class CellFunction implements TruffleObject {

    final Gate gate;
    private final DefinedType type;
    private final String name;
    private volatile TruffleContext context;
    private volatile WasmFunction function;

    /** @param name for people */
    public CellFunction(Gate gate, TruffleContext context, WasmFunction function, String name) {
        this.gate = gate;
        this.type = function.definedType();
        this.context = context;
        this.function = function;
        this.name = name;
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

    @Override
    public String toString() {
        return name;
    }
}
