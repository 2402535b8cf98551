// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.util.List;

import org.jwasm.capabilities.ClockCapability;
import org.jwasm.wasi.WasiFunction.Definition;

/** The time. */
final class ClockFunctions {

    static final List<Definition> ALL = List.of(
                    Definition.of("clock_res_get", "ii", (wasi, guest, a) -> guest.storeLong(a[1], clock(wasi, a[0]).resolution())),
                    Definition.of("clock_time_get", "ili", (wasi, guest, a) -> guest.storeLong(a[2], clock(wasi, a[0]).now())));

    private static final List<ClockCapability.Time> IDS = List.of(ClockCapability.Time.REALTIME, ClockCapability.Time.MONOTONIC,
                    ClockCapability.Time.PROCESS_CPU, ClockCapability.Time.THREAD_CPU);

    private ClockFunctions() {
    }

    /** @throws WasiException INVAL for no clock of WASI, NOTCAPABLE for one that was not granted */
    static ClockCapability clock(Wasi wasi, long id) throws WasiException {
        if (id < 0 || id >= IDS.size()) {
            throw new WasiException(Errno.INVAL);
        }
        ClockCapability clock = wasi.clock(IDS.get((int) id));
        if (clock == null) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
        return clock;
    }
}
