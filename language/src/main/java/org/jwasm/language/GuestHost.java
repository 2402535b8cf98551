// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import org.jwasm.instantiation.ImportRootNode;
import org.jwasm.nanoprocess.spi.CellExit;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.wasi.ThreadSpawn;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.nodes.RootNode;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** What imported functions ask of the context that they are called in. */
final class GuestHost implements ImportRootNode.Host {

    static final GuestHost INSTANCE = new GuestHost();

    private GuestHost() {
    }

    @Override
    public void exit(RootNode location, int exitCode) {
        WasmContext context = WasmContext.get(location);
        if (context.cell() != null) {
            throw new CellExit(exitCode);
        }
        context.env().getContext().closeExited(location, exitCode);
    }

    @Override
    public int startThread(RootNode location, ThreadSpawn spawn, WasmInstance parent, int argument) {
        return WasmContext.get(location).threads().start(spawn, parent, argument);
    }

    /** Only Truffle can make exceptions of the host: of what a function of the host throws that it calls itself. */
    @Override
    @TruffleBoundary(transferToInterpreterOnException = false)
    public RuntimeException failure(RootNode location, Throwable thrown) {
        ProxyExecutable thrower = _ -> {
            throw sneak(thrown);
        };
        try {
            InteropLibrary.getUncached().execute(WasmContext.get(location).env().asGuestValue(thrower));
        } catch (InteropException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneak(Throwable throwable) throws T {
        throw (T) throwable;
    }
}
