// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A function of the protocol, as other languages see it. */
@ExportLibrary(InteropLibrary.class)
final class ProtocolFunction implements TruffleObject {

    /** What the function does. */
    @FunctionalInterface
    interface Body {
        /** @return an interop value */
        Object call(ProtocolArguments arguments);
    }

    private final String name;
    private final int arity;
    private final Body body;

    /** @param arity the least number of arguments; more may come */
    ProtocolFunction(String name, int arity, Body body) {
        this.name = name;
        this.arity = arity;
        this.body = body;
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object execute(Object[] values) throws ArityException {
        if (values.length < arity) {
            throw ArityException.create(arity, -1, values.length);
        }
        return body.call(new ProtocolArguments(name, values));
    }

    @ExportMessage
    boolean hasExecutableName() {
        return true;
    }

    @ExportMessage
    Object getExecutableName() {
        return name;
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return name;
    }
}
