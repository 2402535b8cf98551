// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import com.oracle.truffle.api.source.SourceSection;

/** Where code stands in the text that instruments and stack traces show of a module. */
public interface CodeText {

    /** No text: for code that nobody looks at. */
    CodeText NONE = new CodeText() {
        @Override
        public SourceSection function(int index) {
            return null;
        }

        @Override
        public SourceSection instruction(int function, int offset) {
            return null;
        }

        @Override
        public void require() {
        }
    };

    /** A function; unavailable if there is no text. */
    SourceSection function(int index);

    /**
     * An instruction with its operands; if nothing is known of it, its function.
     *
     * @param offset of the instruction in the module's bytes
     */
    SourceSection instruction(int function, int offset);

    /** Says that there has to be text, however long it takes to print. */
    void require();
}
