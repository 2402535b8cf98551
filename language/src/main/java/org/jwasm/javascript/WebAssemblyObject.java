package org.jwasm.javascript;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jwasm.runtime.ResultArray;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * The object {@code WebAssembly} of the polyglot bindings. It offers what any version of GraalJS wants; which one it speaks
 * with it learns from the members that are read when a realm is made.
 */
@ExportLibrary(InteropLibrary.class)
public final class WebAssemblyObject implements TruffleObject {

    /** The name in the polyglot bindings. */
    public static final String NAME = "WebAssembly";

    private final Map<String, Object> members = new LinkedHashMap<>();
    private volatile Generation generation = Generation.FIRST;

    public WebAssemblyObject(ModuleHost host) {
        Functions functions = new Functions(members);
        MemoryFunctions memories = new MemoryFunctions(host);
        new ModuleFunctions(this, host).addTo(functions);
        memories.addTo(functions);
        new TableFunctions(host).addTo(functions);
        GlobalFunctions.addTo(functions);
        new ReferenceFunctions(this, memories).addTo(functions);
        new ExceptionFunctions(this).addTo(functions);
    }

    /** Where the functions go. */
    record Functions(Map<String, Object> members) {

        void add(String name, int arity, ProtocolFunction.Body body) {
            members.put(name, new ProtocolFunction(name, arity, body));
        }

        void add(String name, Object value) {
            members.put(name, value);
        }
    }

    Generation generation() {
        return generation;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray((Object[]) members.keySet().toArray(String[]::new));
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return members.containsKey(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        Object value = members.get(member);
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        generation = Generation.reading(member, generation);
        return value;
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return NAME;
    }
}
