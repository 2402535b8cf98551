// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import org.jwasm.runtime.ResultArray;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** The module of wasi-threads. */
@ExportLibrary(InteropLibrary.class)
record ThreadsModule(ThreadSpawn spawn) implements TruffleObject {

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray(ThreadSpawn.NAME);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return ThreadSpawn.NAME.equals(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        if (!ThreadSpawn.NAME.equals(member)) {
            throw UnknownIdentifierException.create(member);
        }
        return spawn;
    }
}
