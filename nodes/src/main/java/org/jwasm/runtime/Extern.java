// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import org.jwasm.structure.ExternType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * What can be imported and exported: an external value with its type, which other languages see as a member of it. Spec: Execution,
 * Runtime Structure, External Instances.
 */
@ExportLibrary(InteropLibrary.class)
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

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    /** Those that can be read. */
    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray(TYPE);
    }

    @ExportMessage
    boolean isMemberReadable(String member) {
        return TYPE.equals(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        if (!TYPE.equals(member)) {
            throw UnknownIdentifierException.create(member);
        }
        return TypeDescription.of(type());
    }
}
