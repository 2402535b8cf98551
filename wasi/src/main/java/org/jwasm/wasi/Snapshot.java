// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import org.jwasm.capabilities.Whence;

/** The two layouts under which the same functions are imported: that of preview 1, and that of the snapshot before it. */
enum Snapshot {

    PREVIEW1("wasi_snapshot_preview1", 48, 16, new Whence[]{Whence.START, Whence.CURRENT, Whence.END}),
    /** Subscriptions to clocks have an identifier more, files count links in 32 bits, and seeks are numbered otherwise. */
    UNSTABLE("wasi_unstable", 56, 24, new Whence[]{Whence.CURRENT, Whence.END, Whence.START});

    private final String module;
    private final int subscriptionSize;
    private final int clockOffset;
    private final Whence[] whences;

    Snapshot(String module, int subscriptionSize, int clockOffset, Whence[] whences) {
        this.module = module;
        this.subscriptionSize = subscriptionSize;
        this.clockOffset = clockOffset;
        this.whences = whences;
    }

    /** The name under which modules import it. */
    String module() {
        return module;
    }

    int subscriptionSize() {
        return subscriptionSize;
    }

    /** Where in a subscription the number of the clock is. */
    int clockOffset() {
        return clockOffset;
    }

    /** @throws WasiException INVAL if the number is none */
    Whence whence(int number) throws WasiException {
        if (number >= whences.length) {
            throw new WasiException(Errno.INVAL);
        }
        return whences[number];
    }
}
