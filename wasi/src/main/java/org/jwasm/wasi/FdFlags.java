// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

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

    /** The {@link OpenFlag#bit()}s of these. */
    static int open(int flags) {
        return flags == 0 ? 0 : open(flags, APPEND, OpenFlag.APPEND) | open(flags, DSYNC, OpenFlag.DSYNC) | open(flags, NONBLOCK, OpenFlag.NONBLOCK) |
                        // The host knows no synchronous reads by themselves; synchronous writes include them.
                        open(flags, RSYNC, OpenFlag.SYNC) | open(flags, SYNC, OpenFlag.SYNC);
    }

    /** The bit of a flag, if it is among these. */
    static int open(int flags, int flag, OpenFlag name) {
        return (flags & flag) != 0 ? name.bit() : 0;
    }
}
