// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.Objects;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** One function, such as an export of another nano-process, to be called with values of its signature. */
@ExportLibrary(InteropLibrary.class)
public final class FunctionCapability extends Kind<FunctionCapability> {

    private static final Members<FunctionCapability> MEMBERS = Members.of(FunctionCapability.class);
    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final Object function;
    private final String name;
    private final Signature signature;

    private FunctionCapability(Origin origin, Object function, String name, Signature signature) {
        super(origin);
        this.function = function;
        this.name = name;
        this.signature = signature;
    }

    /**
     * @param function an executable value of the interop protocol
     * @param name for people
     */
    public static FunctionCapability of(Object function, String name, Signature signature) {
        if (!INTEROP.isExecutable(Objects.requireNonNull(function))) {
            throw new IllegalArgumentException("not executable: " + name);
        }
        return new FunctionCapability(Origin.original(Right.CALL), function, name, Objects.requireNonNull(signature));
    }

    /** One that stands below another capability. */
    static FunctionCapability below(Origin origin, Object function, String name, Signature signature) {
        return new FunctionCapability(origin, function, name, signature);
    }

    @Override
    public String kind() {
        return "function";
    }

    @Override
    public String scope() {
        return name + ": " + signature;
    }

    public Signature signature() {
        return signature;
    }

    @Override
    FunctionCapability copy(Origin origin) {
        return new FunctionCapability(origin, function, name, signature);
    }

    /**
     * Calls it. A capability that comes back is derived for this holder and dies with this one, unless it is one of the arguments.
     *
     * @throws UnsupportedTypeException for an argument that isn't of the signature
     */
    @TruffleBoundary
    public Object call(Object... arguments) throws CapabilityException, ArityException, UnsupportedTypeException {
        if (arguments.length != signature.parameters().size()) {
            throw ArityException.create(signature.parameters().size(), signature.parameters().size(), arguments.length);
        }
        Object[] converted = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            converted[i] = signature.convert(signature.parameters().get(i), arguments[i]);
        }
        enter(Right.CALL, "call", name);
        try {
            callBegins();
            Object result = INTEROP.execute(function, converted);
            callEnds("call");
            return introduceResult(signature.convert(signature.result(), result), arguments);
        } catch (UnsupportedMessageException | UnsupportedTypeException | ArityException e) {
            throw new CapabilityException(ErrorKind.IO, name + " doesn't keep to its signature " + signature);
        } finally {
            exit();
        }
    }

    @Override
    boolean runsForeignCode() {
        return true;
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    @ExportMessage
    Object execute(Object[] arguments) throws ArityException, UnsupportedTypeException {
        try {
            return call(arguments);
        } catch (CapabilityException e) {
            throw new CapabilityFailure(e);
        }
    }
}
