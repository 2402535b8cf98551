package org.jwasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;

/** A failure of a module or of its execution, as guests, hosts and users see it. */
@ExportLibrary(InteropLibrary.class)
public final class WasmException extends AbstractTruffleException {

    private final FailureType failureType;
    private final transient SourceSection section;

    private WasmException(FailureType failureType, String message, Node location, SourceSection section) {
        super(message, location);
        this.failureType = failureType;
        this.section = section;
    }

    /** A trap at {@code location}, which may be null if no instruction is to blame. */
    @TruffleBoundary
    public static WasmException trap(TrapKind kind, Node location) {
        return new WasmException(kind.failureType(), kind.text(), location, null);
    }

    @TruffleBoundary
    public static WasmException of(FailureType failureType, String message, Node location) {
        return new WasmException(failureType, message, location, null);
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
    SourceSection sourceLocation() throws com.oracle.truffle.api.interop.UnsupportedMessageException {
        if (section != null) {
            return section;
        }
        if (!hasSourceLocation()) {
            throw com.oracle.truffle.api.interop.UnsupportedMessageException.create();
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
            case "message", "failureType", "failure" -> true;
            default -> false;
        };
    }

    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray("message", "failureType", "failure");
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        return switch (member) {
            case "message", "failure" -> getMessage();
            case "failureType" -> failureType.toString();
            default -> throw UnknownIdentifierException.create(member);
        };
    }
}
