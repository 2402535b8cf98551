// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.util.Set;

import org.jwasm.capabilities.OpenFlag;

/** The flags of open descriptors. */
final class FdFlags {

    static final int APPEND = 1;
    static final int DSYNC = 2;
    static final int NONBLOCK = 4;
    static final int RSYNC = 8;
    static final int SYNC = 16;
    static final int ALL = 31;
    /** What can be changed after opening. */
    static final int CHANGEABLE = APPEND | NONBLOCK;

    private FdFlags() {
    }

    static void addTo(Set<OpenFlag> open, int flags) {
        add(open, flags, APPEND, OpenFlag.APPEND);
        add(open, flags, DSYNC, OpenFlag.DSYNC);
        add(open, flags, NONBLOCK, OpenFlag.NONBLOCK);
        // The host knows no synchronous reads by themselves; synchronous writes include them.
        add(open, flags, RSYNC, OpenFlag.SYNC);
        add(open, flags, SYNC, OpenFlag.SYNC);
    }

    static void add(Set<OpenFlag> open, int flags, int flag, OpenFlag name) {
        if ((flags & flag) != 0) {
            open.add(name);
        }
    }
}
