// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import org.jwasm.runtime.HeapBoundary;
import org.jwasm.runtime.ResultArray;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * What a guest gets that delegates a capability: it can revoke the grant and hand it to the holder that it is for, but not use it, so
 * that nothing is done in the name of another.
 */
@ExportLibrary(InteropLibrary.class)
public final class Grant extends HeapBoundary implements TruffleObject {

    private final Capability capability;

    Grant(Capability capability) {
        this.capability = capability;
    }

    /** The capability, for the one who delivers it to {@link Capability#holder()}. */
    public Capability capability() {
        return capability;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray("holder", "live", "revoke");
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return member.equals("holder") || member.equals("live");
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        return switch (member) {
            case "holder" -> capability.holder().path();
            case "live" -> capability.isLive();
            default -> throw UnknownIdentifierException.create(member);
        };
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberInvocable(String member) {
        return member.equals("revoke");
    }

    @ExportMessage
    @TruffleBoundary
    Object invokeMember(String member, Object[] arguments) throws UnknownIdentifierException, ArityException {
        if (!member.equals("revoke")) {
            throw UnknownIdentifierException.create(member);
        }
        if (arguments.length != 0) {
            throw ArityException.create(0, 0, arguments.length);
        }
        capability.revoke();
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "grant of a " + capability.kind() + " capability to " + capability.holder();
    }
}
