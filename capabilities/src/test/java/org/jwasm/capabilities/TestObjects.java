// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.Map;
import java.util.function.Function;

import org.jwasm.runtime.ResultArray;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** Objects as other languages have them. */
final class TestObjects {

    private TestObjects() {
    }

    static Callable function(Function<Object[], Object> code) {
        return new Callable(code);
    }

    @ExportLibrary(InteropLibrary.class)
    static final class Callable implements TruffleObject {
        private final Function<Object[], Object> code;

        Callable(Function<Object[], Object> code) {
            this.code = code;
        }

        @ExportMessage
        boolean isExecutable() {
            return true;
        }

        @ExportMessage
        Object execute(Object[] arguments) {
            return code.apply(arguments);
        }
    }

    @ExportLibrary(InteropLibrary.class)
    static final class Node implements TruffleObject {
        private final Map<String, Object> members;

        Node(Map<String, Object> members) {
            this.members = members;
        }

        @ExportMessage
        boolean hasMembers() {
            return true;
        }

        @ExportMessage
        Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
            return new ResultArray(members.keySet().toArray());
        }

        @ExportMessage
        boolean isMemberReadable(String member) {
            return members.containsKey(member);
        }

        @ExportMessage
        Object readMember(String member) throws UnknownIdentifierException {
            if (!members.containsKey(member)) {
                throw UnknownIdentifierException.create(member);
            }
            return members.get(member);
        }

        @ExportMessage
        boolean isMemberInvocable(String member) {
            return members.get(member) instanceof Callable;
        }

        @ExportMessage
        Object invokeMember(String member, Object[] arguments) throws UnknownIdentifierException, UnsupportedMessageException {
            if (readMember(member) instanceof Callable callable) {
                return callable.execute(arguments);
            }
            throw UnsupportedMessageException.create();
        }
    }
}
