// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** An operation, or a group of operations, that a capability may allow on its object. */
public enum Right {
    /** Read the contents of files and streams, the target of links, the time, random bytes, variables, members. */
    READ,
    /** Change the contents or the size of files; write to streams, logs, memory and members. */
    WRITE,
    /** List the entries of directories. */
    LIST,
    /** Ask for type, size and times of files and directories. */
    STATUS,
    /** Make files, directories and links; be the target of a rename. */
    CREATE,
    /** Remove files and directories; be the source of a rename. */
    REMOVE,
    /** Change the times of files and directories. */
    SET_TIMES,
    /** Wait for a clock. */
    WAIT,
    /** Open connections, send requests and datagrams. */
    CONNECT,
    /** Wait for connections and datagrams at a local address. */
    LISTEN,
    /** Ask for the addresses of a name. */
    RESOLVE,
    /** Call functions and methods. */
    CALL,
    /** Start nano-processes. */
    SPAWN,
    /** Derive weaker capabilities from it for oneself. */
    DUPLICATE,
    /** Grant it to another holder. */
    TRANSFER,
    /** End a nano-process. */
    KILL,
    /** Stop a nano-process for a while. */
    PAUSE;

    private final int bit = 1 << ordinal();

    /** Everything that can be done in a directory tree. */
    public static final Set<Right> DIRECTORY = of(READ, WRITE, LIST, STATUS, CREATE, REMOVE, SET_TIMES, DUPLICATE, TRANSFER);
    /** What leaves a directory tree as it is. */
    public static final Set<Right> DIRECTORY_READ_ONLY = of(READ, LIST, STATUS, DUPLICATE, TRANSFER);

    static final int HANDING_ON = DUPLICATE.bit() | TRANSFER.bit();

    private static Set<Right> of(Right first, Right... rest) {
        return Collections.unmodifiableSet(EnumSet.of(first, rest));
    }

    /** @throws CapabilityException INVAL if there is no right of this name, in lower case */
    static Right named(String name) throws CapabilityException {
        for (Right right : values()) {
            if (right.toString().equals(name)) {
                return right;
            }
        }
        throw new CapabilityException(ErrorKind.INVAL, "there is no right " + Text.quoted(name));
    }

    int bit() {
        return bit;
    }

    static int mask(Right... rights) {
        int mask = 0;
        for (Right right : rights) {
            mask |= right.bit();
        }
        return mask;
    }

    static int mask(Set<Right> rights) {
        return mask(rights.toArray(Right[]::new));
    }

    static Set<Right> ofMask(int mask) {
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        for (Right right : values()) {
            if ((mask & right.bit()) != 0) {
                rights.add(right);
            }
        }
        return Collections.unmodifiableSet(rights);
    }

    /** The name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
