// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.TypedFunction;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.FunctionType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A function of {@link StringBuiltins}, to be imported. */
@ExportLibrary(InteropLibrary.class)
final class StringBuiltin implements TypedFunction {

    /** What the function does. */
    @FunctionalInterface
    interface Body {
        Object call(Object[] arguments);
    }

    private final String name;
    private final DefinedType type;
    private final Body body;

    StringBuiltin(String name, FunctionType type, Body body) {
        this.name = name;
        this.type = DefinedType.of(type);
        this.body = body;
    }

    @Override
    public DefinedType definedType() {
        return type;
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object execute(Object[] arguments) {
        return body.call(arguments);
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return StringBuiltins.MODULE + " " + name;
    }

    static WasmException trap(String why) {
        return WasmException.of(FailureType.TRAP, why);
    }
}
