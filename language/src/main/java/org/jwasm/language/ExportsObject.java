// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.Comparator;
import java.util.stream.Stream;

import org.jwasm.runtime.Extern;
import org.jwasm.runtime.ResultArray;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.Export;
import org.jwasm.structure.Module;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.CachedLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** The exports of an instance by name. Each is the same object whenever it is read. */
@ExportLibrary(InteropLibrary.class)
final class ExportsObject implements TruffleObject {

    private final WasmInstance instance;
    private final Module module;

    ExportsObject(WasmInstance instance) {
        this.instance = instance;
        this.module = instance.code().module();
    }

    WasmInstance instance() {
        return instance;
    }

    /** The external value under a name, or null. */
    @TruffleBoundary
    Extern find(String name) {
        return instance.extern(name);
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

    /** Functions, tables, memories, globals, then tags. */
    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray((Object[]) Stream.of(module.exports()).sorted(Comparator.comparing(Export::kind)).map(
                        Export::name).toArray(String[]::new));
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return module.export(member) != null;
    }

    @ExportMessage
    Object readMember(String member) throws UnknownIdentifierException {
        Extern value = find(member);
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        return value;
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberInvocable(String member) {
        Export export = module.export(member);
        return export != null && export.kind() == Export.Kind.FUNCTION;
    }

    @ExportMessage
    Object invokeMember(String member, Object[] arguments, @CachedLibrary(limit = "1") InteropLibrary functions)
                    throws UnknownIdentifierException, UnsupportedMessageException, ArityException, UnsupportedTypeException {
        Extern value = find(member);
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        if (!(value instanceof WasmFunction)) {
            throw UnsupportedMessageException.create();
        }
        return functions.execute(value, arguments);
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "wasm-exports(" + module.name() + ")";
    }
}
