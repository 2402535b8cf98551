// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** What a call returns to the host if the function has no result. */
@ExportLibrary(InteropLibrary.class)
public final class WasmVoid implements TruffleObject {

    public static final WasmVoid INSTANCE = new WasmVoid();

    private WasmVoid() {
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "wasm-void-result";
    }
}
