// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import org.jwasm.runtime.HostFunction;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;

/**
 * The function {@code thread-spawn} of wasi-threads for one guest: an authority to have so many threads. Starting one takes an
 * instance of the same module, so the language does it; see its class {@code GuestThreads}.
 */
public final class ThreadSpawn implements HostFunction {

    /** Under which it is imported from {@link Wasi#THREADS_MODULE}. */
    public static final String NAME = "thread-spawn";

    private static final FunctionType TYPE = FunctionType.of(java.util.List.of(NumberType.I32), NumberType.I32);
    /** What a guest gets that can't have a thread: negative, and the number of AGAIN. */
    public static final int REFUSED = -Errno.AGAIN.code();

    private final int limit;

    ThreadSpawn(int limit) {
        this.limit = limit;
    }

    /** The most threads at a time, without the one that the program starts with. */
    public int limit() {
        return limit;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public FunctionType type() {
        return TYPE;
    }

    /** Where nothing starts threads, there are none. */
    @Override
    public void call(WasmMemory memory, long[] values) {
        values[0] = REFUSED;
    }

    @Override
    public String toString() {
        return Wasi.THREADS_MODULE + "." + NAME;
    }
}
