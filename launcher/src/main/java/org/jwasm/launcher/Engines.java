// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.graalvm.polyglot.Engine;

/** Makes engines; the one that nearly every run needs already while the command line is read, which takes as long. */
final class Engines {

    static final String LANGUAGE = "wasm";

    private static FutureTask<Engine> early;

    private Engines() {
    }

    /** Begins to make an engine without instruments, on a thread of its own. */
    static void prepare() {
        early = new FutureTask<>(() -> make(Map.of()));
        Thread.ofPlatform().daemon().name("engine").start(early);
    }

    /**
     * An engine for instruments, or without any.
     *
     * @throws LoadException if the options of the instruments aren't right
     */
    static Engine take(Map<String, String> instruments) throws LoadException {
        FutureTask<Engine> prepared = early;
        early = null;
        if (prepared != null && instruments.isEmpty()) {
            try {
                return prepared.get();
            } catch (Exception e) {
                Messages.debug("the engine made early: " + e);
            }
        }
        try {
            return make(instruments);
        } catch (IllegalArgumentException e) {
            throw new LoadException("the instruments can't be used: " + e.getMessage());
        }
    }

    /** What instruments print goes where errors go: standard output is the guest's. */
    private static Engine make(Map<String, String> instruments) {
        OutputStream reports = instruments.isEmpty() ? OutputStream.nullOutputStream() : System.err;
        return Engine.newBuilder(LANGUAGE).in(InputStream.nullInputStream()).out(reports).err(System.err).options(instruments).build();
    }
}
