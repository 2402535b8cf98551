// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.Arrays;

import org.jwasm.nanoprocess.spi.Isolation;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.RootNode;

/** Evaluates to what hands the isolation over to a supervisor. */
final class IsolationRootNode extends RootNode {

    IsolationRootNode(WasmLanguage language) {
        super(language);
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return handOver();
    }

    @TruffleBoundary
    private Object handOver() {
        return new HandOver(WasmContext.get(this));
    }

    /** Answers a request that only the host can make. */
    @ExportLibrary(InteropLibrary.class)
    static final class HandOver implements TruffleObject {

        private final WasmContext context;

        HandOver(WasmContext context) {
            this.context = context;
        }

        @ExportMessage
        boolean isExecutable() {
            return true;
        }

        @ExportMessage
        @TruffleBoundary
        Object execute(Object[] arguments) throws UnsupportedTypeException {
            if (arguments.length == 0 || !(arguments[0] instanceof Isolation.Request request) || context.cell() != null) {
                throw UnsupportedTypeException.create(arguments);
            }
            request.answer(new InnerContexts(context.env()), Arrays.copyOfRange(arguments, 1, arguments.length));
            return true;
        }
    }
}
