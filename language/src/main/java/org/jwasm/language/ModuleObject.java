// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.ResultArray;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.CachedLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A module as other languages see it: something that makes instances, and says what
 * they import and export. The same object in all contexts of an engine. */
@ExportLibrary(InteropLibrary.class)
final class ModuleObject implements TruffleObject {

    private static final String IMPORTS = "imports";
    private static final String EXPORTS = "exports";

    private final ModuleCode code;

    ModuleObject(ModuleCode code) {
        this.code = code;
    }

    ModuleCode code() {
        return code;
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
    boolean isInstantiable() {
        return true;
    }

    /** Takes at most one argument, the import object. */
    @ExportMessage
    @TruffleBoundary
    Object instantiate(Object[] arguments, @CachedLibrary(limit = "1") InteropLibrary interop) throws ArityException, UnsupportedTypeException {
        if (arguments.length > 1) {
            throw ArityException.create(0, 1, arguments.length);
        }
        Object imports = arguments.length == 0 || interop.isNull(arguments[0]) ? null : arguments[0];
        if (imports != null && !interop.hasMembers(imports) && !interop.hasHashEntries(imports)) {
            throw UnsupportedTypeException.create(arguments, "expected an import object, which has modules as members. ");
        }
        return new InstanceObject(WasmContext.get(null).createInstance(code, imports));
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray(IMPORTS, EXPORTS);
    }

    @ExportMessage
    boolean isMemberReadable(String member) {
        return IMPORTS.equals(member) || EXPORTS.equals(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        return switch (member) {
            case IMPORTS -> ModuleDescription.imports(code.module());
            case EXPORTS -> ModuleDescription.exports(code.module());
            default -> throw UnknownIdentifierException.create(member);
        };
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return toString();
    }

    @Override
    public String toString() {
        return code.toString();
    }
}
