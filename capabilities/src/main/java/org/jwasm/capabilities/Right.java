package org.jwasm.capabilities;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** An operation, or a group of operations, that a capability may allow on its object. */
public enum Right {
    /** Read the contents of files and streams, the target of links, the time, random bytes, variables. */
    READ,
    /** Change the contents or the size of files; write to streams. */
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
    WAIT;

    /** Everything that can be done in a directory tree. */
    public static final Set<Right> DIRECTORY = unmodifiable(EnumSet.of(READ, WRITE, LIST, STATUS, CREATE, REMOVE, SET_TIMES));
    /** What leaves a directory tree as it is. */
    public static final Set<Right> DIRECTORY_READ_ONLY = unmodifiable(EnumSet.of(READ, LIST, STATUS));

    private static Set<Right> unmodifiable(EnumSet<Right> rights) {
        return Collections.unmodifiableSet(rights);
    }

    int bit() {
        return 1 << ordinal();
    }

    static int mask(Set<Right> rights) {
        int mask = 0;
        for (Right right : rights) {
            mask |= right.bit();
        }
        return mask;
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
}
