package org.jwasm.language;

import org.jwasm.runtime.ResultArray;
import org.jwasm.runtime.WasmInstance;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** An instance as other languages see it: it has the one member {@code exports}. */
@ExportLibrary(InteropLibrary.class)
final class InstanceObject implements TruffleObject {

    private static final String EXPORTS = "exports";

    private final WasmInstance instance;
    private final ExportsObject exports;

    InstanceObject(WasmInstance instance) {
        this.instance = instance;
        this.exports = new ExportsObject(instance);
    }

    WasmInstance instance() {
        return instance;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray(EXPORTS);
    }

    @ExportMessage
    boolean isMemberReadable(String member) {
        return EXPORTS.equals(member);
    }

    @ExportMessage
    Object readMember(String member) throws UnknownIdentifierException {
        if (!EXPORTS.equals(member)) {
            throw UnknownIdentifierException.create(member);
        }
        return exports;
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return toString();
    }

    @Override
    public String toString() {
        return instance.toString();
    }
}
