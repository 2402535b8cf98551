// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;

/** Measures what contexts hold on to: only instruments can. */
@TruffleInstrument.Registration(id = HeapMeter.ID, name = "jwasm heap meter", internal = true, services = HeapMeter.Service.class)
public final class HeapMeter extends TruffleInstrument {

    static final String ID = "jwasm-heap";

    /** What it offers the language. */
    interface Service {

        /** The bytes that a context holds on to; measuring stops when it finds more than {@code enough}. */
        long measure(TruffleContext context, long enough);
    }

    @Override
    protected void onCreate(Env env) {
        Service service = (context, enough) -> {
            try {
                return env.calculateContextHeapSize(context, enough, new AtomicBoolean());
            } catch (CancellationException e) {
                return 0;
            }
        };
        env.registerService(service);
    }

    static Service of(TruffleLanguage.Env env) {
        return env.lookup(env.getInstruments().get(ID), Service.class);
    }
}
