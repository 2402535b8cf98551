// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.nodes.CodePosition;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleStackTrace;
import com.oracle.truffle.api.TruffleStackTraceElement;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;

/** A failure of a module or of its execution, as guests, hosts and users see it. */
@ExportLibrary(InteropLibrary.class)
public sealed class WasmException extends AbstractTruffleException {

    // The rest of an exhausted stack looks the same, and collecting a million frames would take seconds.
    private static final int EXHAUSTION_FRAMES = 64;

    private final FailureType failureType;
    private final transient SourceSection section;

    private WasmException(FailureType failureType, String message, Node location, SourceSection section) {
        super(message, null, failureType == FailureType.EXHAUSTION ? EXHAUSTION_FRAMES : UNLIMITED_STACK_TRACE, location);
        this.failureType = failureType;
        this.section = section;
    }

    /** A trap at {@code location}, which may be null if no instruction is to blame. */
    @TruffleBoundary
    public static WasmException trap(TrapKind kind, Node location) {
        return of(kind.failureType(), kind.text(), location);
    }

    /** The same, of a class of its own. */
    private static final class First extends WasmException {
        First(TrapKind kind, Node location) {
            super(kind.failureType(), kind.text(), location, null);
        }
    }

    /**
     * The same for the first time. Compiled calls expect exceptions of the class that they saw, and learn that there are others, which an exhausted stack
     * leaves them no room for: after two classes they expect any.
     */
    @TruffleBoundary
    public static WasmException firstTrap(TrapKind kind, Node location) {
        return new First(kind, location);
    }

    @TruffleBoundary
    public static WasmException of(FailureType failureType, String message, Node location) {
        if (location != CompiledFrames.HERE) {
            return new WasmException(failureType, message, location, null);
        }
        WasmException exception = new WasmException(failureType, message, CompiledFrames.location(location), null);
        CompiledFrames.made(exception);
        return exception;
    }

    @TruffleBoundary
    public static WasmException of(FailureType failureType, String message) {
        return new WasmException(failureType, message, null, null);
    }

    /** The same failure of a module, blamed on its source. */
    @TruffleBoundary
    public WasmException in(SourceSection source) {
        return new WasmException(failureType, getMessage(), null, source);
    }

    public FailureType failureType() {
        return failureType;
    }

    @ExportMessage
    ExceptionType getExceptionType() {
        return failureType.isModuleError() ? ExceptionType.PARSE_ERROR : ExceptionType.RUNTIME_ERROR;
    }

    @ExportMessage
    @TruffleBoundary
    boolean hasSourceLocation() {
        return section != null || getLocation() != null && getLocation().getEncapsulatingSourceSection() != null;
    }

    @ExportMessage(name = "getSourceLocation")
    @TruffleBoundary
    SourceSection sourceLocation() throws UnsupportedMessageException {
        if (section != null) {
            return section;
        }
        if (!hasSourceLocation()) {
            throw UnsupportedMessageException.create();
        }
        return getLocation().getEncapsulatingSourceSection();
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    boolean isMemberReadable(String member) {
        return switch (member) {
            case "message", "failureType", "failure", "offsets" -> true;
            default -> false;
        };
    }

    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray("message", "failureType", "failure", "offsets");
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        return switch (member) {
            case "message", "failure" -> getMessage();
            case "failureType" -> failureType.toString();
            case "offsets" -> new ResultArray(offsets());
            default -> throw UnknownIdentifierException.create(member);
        };
    }

    /** For each guest frame, the innermost first, the offset of its instruction in the module's bytes, or -1 if it has none. */
    private Object[] offsets() {
        List<Object> offsets = new ArrayList<>();
        List<TruffleStackTraceElement> frames = TruffleStackTrace.getStackTrace(this);
        for (TruffleStackTraceElement frame : frames == null ? List.<TruffleStackTraceElement> of() : frames) {
            if (!frame.getTarget().getRootNode().isInternal()) {
                offsets.add(codeOffset(frame.getLocation()));
            }
        }
        return offsets.toArray();
    }

    private static long codeOffset(Node location) {
        for (Node node = location; node != null; node = node.getParent()) {
            if (node instanceof CodePosition position && position.codeOffset() >= 0) {
                return position.codeOffset();
            }
        }
        return -1;
    }
}
