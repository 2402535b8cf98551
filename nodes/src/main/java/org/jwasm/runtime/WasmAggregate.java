package org.jwasm.runtime;

import org.jwasm.structure.DefinedType;

import com.oracle.truffle.api.interop.TruffleObject;

/** An object that instructions make, with the type that it was made as. Spec: Execution, Runtime Structure, Aggregate Instances. */
public abstract sealed class WasmAggregate implements TruffleObject permits WasmStruct, WasmArray {

    private final DefinedType type;

    protected WasmAggregate(DefinedType type) {
        this.type = type;
    }

    public final DefinedType definedType() {
        return type;
    }
}
