// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.ResultArray;
import org.jwasm.runtime.WasmInstance;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** An instance as other languages see it: it has the one member {@code exports}. */
@ExportLibrary(InteropLibrary.class)
final class InstanceObject implements TruffleObject {

    private static final String EXPORTS = "exports";

    private final ModuleCode code;
    private final NamedInstances linker;
    private ExportsObject exports;

    InstanceObject(WasmInstance instance) {
        this.code = instance.code();
        this.linker = null;
        this.exports = new ExportsObject(instance);
    }

    /** An instance that is made when its exports are asked for. */
    InstanceObject(ModuleCode code, NamedInstances linker) {
        this.code = code;
        this.linker = linker;
    }

    ModuleCode code() {
        return code;
    }

    WasmInstance instance() {
        return exports().instance();
    }

    ExportsObject exports() {
        ExportsObject known = exports;
        return known == null ? link() : known;
    }

    @TruffleBoundary
    private ExportsObject link() {
        synchronized (linker) {
            if (exports == null) {
                exports = new ExportsObject(linker.link(this));
            }
            return exports;
        }
    }

    @ExportMessage
    boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    Class<? extends TruffleLanguage<?>> getLanguage() {
        return WasmLanguage.class;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray(EXPORTS);
    }

    @ExportMessage
    boolean isMemberReadable(String member) {
        return EXPORTS.equals(member);
    }

    @ExportMessage
    Object readMember(String member) throws UnknownIdentifierException {
        if (!EXPORTS.equals(member)) {
            throw UnknownIdentifierException.create(member);
        }
        return exports();
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return toString();
    }

    @Override
    @TruffleBoundary
    public String toString() {
        return "wasm-module-instance(" + code.module().name() + ")";
    }
}
