// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess.spi;

import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.interop.TruffleObject;

/** What keeps nano-processes apart; the language implements it with inner contexts. */
public interface Isolation {

    /** Of a source in the language {@code wasm} that evaluates to something that can be executed with a {@link Request}. */
    String MIME_TYPE = "application/x-jwasm-isolation";

    /**
     * Decodes and validates a module, binary or as text.
     *
     * @throws org.jwasm.runtime.WasmException malformed or invalid
     */
    LoadedImage load(String name, byte[] bytes);

    /** The context that the cells belong to, and the objects that the host hands over. */
    TruffleContext context();

    /** Makes an empty cell. */
    Cell create(CellSettings settings);

    /** How the language hands itself over. Guests can't make one. */
    final class Request implements TruffleObject {

        private Isolation isolation;
        private Object[] values;

        /**
         * Called by the language, with the context entered that cells belong to.
         *
         * @param received what came with the request, as values of the interop protocol
         */
        public void answer(Isolation answer, Object[] received) {
            isolation = answer;
            values = received;
        }

        /** What the host sent along, as guests see it. */
        public Object[] values() {
            return values;
        }

        /** The answer, or null. */
        public Isolation isolation() {
            return isolation;
        }
    }
}
