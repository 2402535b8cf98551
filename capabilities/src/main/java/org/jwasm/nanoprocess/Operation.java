// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.util.Objects;

import org.jwasm.capabilities.Capability;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * One operation of a capability as a function, to be bound to an import: that operation and no other.
 *
 * <pre>{@code
 * Endowment.builder().bind("env", "now", Operation.of(ClockCapability.realtime(), "now"))
 * }</pre>
 */
@ExportLibrary(InteropLibrary.class)
public final class Operation implements TruffleObject {

    private final Capability capability;
    private final String name;

    private Operation(Capability capability, String name) {
        this.capability = capability;
        this.name = name;
    }

    /**
     * @param name of the operation as guests know it
     * @throws IllegalArgumentException if the capability has no such operation
     */
    public static Operation of(Capability capability, String name) {
        if (!InteropLibrary.getUncached().isMemberInvocable(Objects.requireNonNull(capability), name)) {
            throw new IllegalArgumentException("a " + capability.kind() + " capability has no operation `" + name + "`");
        }
        return new Operation(capability, name);
    }

    Operation of(Capability other) {
        return new Operation(other, name);
    }

    Capability capability() {
        return capability;
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object execute(Object[] arguments) throws UnsupportedTypeException, ArityException, UnsupportedMessageException {
        try {
            return InteropLibrary.getUncached().invokeMember(capability, name, arguments);
        } catch (UnknownIdentifierException e) {
            throw UnsupportedMessageException.create(e);
        }
    }

    @Override
    public String toString() {
        return name + " of a " + capability.kind() + " capability";
    }
}
