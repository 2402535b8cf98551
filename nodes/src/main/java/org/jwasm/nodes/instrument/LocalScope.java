// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.instrument;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.runtime.ResultArray;
import org.jwasm.runtime.WasmInstance;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * The locals of one activation of a function, as debuggers show and change them; behind them all that is around the function,
 * as the protocol of scopes wants it.
 */
@ExportLibrary(InteropLibrary.class)
final class LocalScope implements TruffleObject {

    private final LocalVariables variables;
    private final MaterializedFrame frame;
    private final InstanceScope parent;

    /** @param frame null while there is none: then nothing can be read */
    LocalScope(LocalVariables variables, MaterializedFrame frame) {
        this.variables = variables;
        this.frame = frame;
        WasmInstance instance = LocalVariables.instance(frame);
        this.parent = instance == null ? null : new InstanceScope(variables.language(), instance);
    }

    @ExportMessage
    boolean isScope() {
        return true;
    }

    @ExportMessage
    boolean hasScopeParent() {
        return parent != null;
    }

    @ExportMessage
    Object getScopeParent() {
        return parent;
    }

    @ExportMessage
    boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    @SuppressWarnings("unchecked")
    Class<? extends TruffleLanguage<?>> getLanguage() {
        return (Class<? extends TruffleLanguage<?>>) variables.language();
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        List<Object> names = new ArrayList<>(List.of((Object[]) variables.names()));
        if (parent != null) {
            names.addAll(parent.names());
        }
        return new ResultArray(names.toArray());
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return isMemberModifiable(member) || parent != null && parent.isMemberReadable(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        if (!isMemberReadable(member)) {
            throw UnknownIdentifierException.create(member);
        }
        int local = variables.find(member);
        return local < 0 ? parent.readMember(member) : variables.read(frame, local);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberModifiable(String member) {
        return frame != null && variables.find(member) >= 0;
    }

    @ExportMessage
    boolean isMemberInsertable(@SuppressWarnings("unused") String member) {
        return false;
    }

    @ExportMessage
    @TruffleBoundary
    void writeMember(String member, Object value) throws UnknownIdentifierException, UnsupportedTypeException {
        if (!isMemberModifiable(member)) {
            throw UnknownIdentifierException.create(member);
        }
        variables.write(frame, variables.find(member), value);
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return variables.function();
    }
}
