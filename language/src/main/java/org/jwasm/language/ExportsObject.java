package org.jwasm.language;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.jwasm.runtime.Extern;
import org.jwasm.runtime.ResultArray;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.Export;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.CachedLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** The exports of an instance by name. Each is the same object whenever it is read. */
@ExportLibrary(InteropLibrary.class)
final class ExportsObject implements TruffleObject {

    private final WasmInstance instance;
    private final Map<String, Export> exports;

    ExportsObject(WasmInstance instance) {
        this.instance = instance;
        Export[] declared = instance.code().module().exports();
        this.exports = HashMap.newHashMap(declared.length);
        for (Export export : declared) {
            exports.put(export.name(), export);
        }
    }

    WasmInstance instance() {
        return instance;
    }

    /** The external value under a name, or null. */
    @TruffleBoundary
    Extern find(String name) {
        Export export = exports.get(name);
        return export == null ? null : instance.extern(export);
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    /** Functions, tables, memories, globals, then tags. */
    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray((Object[]) Stream.of(instance.code().module().exports()).sorted(Comparator.comparing(Export::kind)).map(
                        Export::name).toArray(String[]::new));
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return exports.containsKey(member);
    }

    @ExportMessage
    Object readMember(String member) throws UnknownIdentifierException {
        Extern value = find(member);
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        return value;
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberInvocable(String member) {
        Export export = exports.get(member);
        return export != null && export.kind() == Export.Kind.FUNCTION;
    }

    @ExportMessage
    Object invokeMember(String member, Object[] arguments, @CachedLibrary(limit = "1") InteropLibrary functions)
                    throws UnknownIdentifierException, UnsupportedMessageException, ArityException, UnsupportedTypeException {
        Extern value = find(member);
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        if (!(value instanceof WasmFunction)) {
            throw UnsupportedMessageException.create();
        }
        return functions.execute(value, arguments);
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "wasm-exports(" + instance.code().module().name() + ")";
    }
}
