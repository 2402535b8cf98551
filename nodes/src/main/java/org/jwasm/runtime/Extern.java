package org.jwasm.runtime;

import org.jwasm.structure.ExternType;

import com.oracle.truffle.api.interop.TruffleObject;

/** What can be imported and exported: an external value with its type. Spec: Execution, Runtime Structure, External Instances. */
public abstract sealed class Extern implements TruffleObject permits WasmFunction, WasmTable, WasmMemory, WasmGlobal, WasmTag {

    /** The member that says what {@link #type} does. */
    static final String TYPE = "type";

    private volatile Object embedderData;

    /** The type now: limits of memories and tables start at their current size. */
    public abstract ExternType type();

    /** What the embedder attached, or null. */
    public final Object embedderData() {
        return embedderData;
    }

    public final void setEmbedderData(Object data) {
        embedderData = data;
    }
}
