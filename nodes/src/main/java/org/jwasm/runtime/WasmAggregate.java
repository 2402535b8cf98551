// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import org.jwasm.structure.DefinedType;
import org.jwasm.structure.StorageType;
import org.jwasm.structure.VectorType;

import com.oracle.truffle.api.interop.TruffleObject;

/** An object that instructions make, with the type that it was made as. Spec: Execution, Runtime Structure, Aggregate Instances. */
public abstract sealed class WasmAggregate implements TruffleObject permits WasmStruct, WasmArray {

    private static final V128 ZERO = new V128(0, 0);

    private final DefinedType type;

    protected WasmAggregate(DefinedType type) {
        this.type = type;
    }

    public final DefinedType definedType() {
        return type;
    }

    /** The vector that a field or element holds, which starts as null. */
    public static V128 vector(Object content) {
        return content == null ? ZERO : (V128) content;
    }

    /** What another language sees of a field or element that is no number. */
    static Object export(StorageType storage, Object content) {
        return storage instanceof VectorType ? vector(content) : content == null ? WasmNull.INSTANCE : content;
    }
}
