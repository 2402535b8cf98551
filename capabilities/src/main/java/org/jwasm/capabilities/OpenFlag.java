// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.EnumSet;
import java.util.Set;

/** How to open a file or directory by its path. */
public enum OpenFlag {
    READ,
    WRITE,
    /** Every write goes to the end. */
    APPEND,
    /** Make the file if it doesn't exist. */
    CREATE,
    /** Fail if the file exists; with {@link #CREATE}. */
    EXCLUSIVE,
    /** Cut the file to no bytes. */
    TRUNCATE,
    /** Fail unless it is a directory. */
    DIRECTORY,
    /** Fail if the last component is a symbolic link. */
    NOFOLLOW,
    /** Writes wait until data and metadata are on the disk. */
    SYNC,
    /** Writes wait until the data are on the disk. */
    DSYNC,
    /** Fail with AGAIN rather than wait (FIFOs, devices). */
    NONBLOCK;

    private final int bit = 1 << ordinal();

    /** The flag as a bit, of which several are added up where a set is too slow. */
    public int bit() {
        return bit;
    }

    /** Whether it is among the bits. */
    public boolean isIn(int bits) {
        return (bits & bit) != 0;
    }

    /** The bits of a set. */
    public static int mask(Set<OpenFlag> flags) {
        int bits = 0;
        for (OpenFlag flag : flags) {
            bits |= flag.bit();
        }
        return bits;
    }

    /** The set of the bits. */
    public static Set<OpenFlag> ofMask(int bits) {
        EnumSet<OpenFlag> flags = EnumSet.noneOf(OpenFlag.class);
        for (OpenFlag flag : values()) {
            if (flag.isIn(bits)) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
