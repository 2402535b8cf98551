// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.Collections;
import java.util.Map;
import java.util.Set;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A record as other languages see it: read-only members in a fixed order. */
@ExportLibrary(InteropLibrary.class)
public class Members implements TruffleObject {

    private final Map<String, ?> values;
    private final String text;

    /** @param values interop values by name; not to be changed any more */
    public Members(Map<String, ?> values) {
        this(values, null);
    }

    /** @param text what the record is shown as; null for its members */
    protected Members(Map<String, ?> values, String text) {
        this.values = values;
        this.text = text;
    }

    /** Their names, in order. */
    public final Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    @ExportMessage
    public final boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    public final Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray((Object[]) values.keySet().toArray(String[]::new));
    }

    @ExportMessage
    @TruffleBoundary
    public final boolean isMemberReadable(String member) {
        return values.containsKey(member);
    }

    @ExportMessage
    @TruffleBoundary
    public Object readMember(String member) throws UnknownIdentifierException {
        Object value = values.get(member);
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        return value;
    }

    @ExportMessage
    @TruffleBoundary
    public final Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return toString();
    }

    @Override
    public String toString() {
        return text == null ? values.toString() : text;
    }
}
