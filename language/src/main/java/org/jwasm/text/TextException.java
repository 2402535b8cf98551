// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;

/** A text that is not well-formed: the phrase that says why and the place. */
public final class TextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String phrase;
    private final transient SourceText source;
    private final int offset;

    public TextException(SourceText source, int offset, String phrase) {
        super(phrase, null, false, false);
        this.phrase = phrase;
        this.source = source;
        this.offset = offset;
    }

    /** What is wrong, in the words of the specification's tests. */
    public String phrase() {
        return phrase;
    }

    /** {@code file:line:column: phrase}, then the line and a caret below the column. */
    @Override
    public String getMessage() {
        return source.position(offset) + ": " + phrase + "\n" + source.excerpt(offset);
    }

    /** The same as a failure of the module. */
    public WasmException toWasmException() {
        return WasmException.of(FailureType.MALFORMED, getMessage());
    }
}
