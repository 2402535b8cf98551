// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import org.jwasm.structure.DefinedType;
import org.jwasm.structure.ExternType;
import org.jwasm.structure.Module;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A tag instance: what tells exceptions apart, by identity. Spec: Execution, Runtime Structure, Tag Instances. */
@ExportLibrary(InteropLibrary.class)
public final class WasmTag extends Extern {

    private final Module module;
    private final int index;
    private final DefinedType type;
    private final String name;

    /** A tag that {@code module} defines under an index of its tag index space. */
    public WasmTag(Module module, int index) {
        this.module = module;
        this.index = index;
        this.type = module.tagType(index);
        this.name = null;
    }

    /**
     * A tag that no module defines.
     *
     * @param type a function type without results
     * @param name for people
     */
    public WasmTag(DefinedType type, String name) {
        this.module = null;
        this.index = -1;
        this.type = type;
        this.name = name;
    }

    /** A function type without results: its parameters are what an exception carries. */
    public DefinedType definedType() {
        return type;
    }

    /** Whether it is a module's, and not the embedder's. */
    public boolean isDefinedByModule() {
        return module != null;
    }

    @Override
    public ExternType.Tag type() {
        return new ExternType.Tag(type);
    }

    public String name() {
        return module == null ? name : module.tagName(index);
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return toString();
    }

    @Override
    public String toString() {
        return "wasm-tag: " + name();
    }
}
