package org.jwasm.javascript;

import org.graalvm.home.Version;

/** How GraalJS speaks with its WebAssembly engine, by the versions in which that changed. */
enum Generation {
    /** GraalJS 25.0: without tags and exceptions. */
    FIRST,
    /** GraalJS 25.1 and 25.2: also tags, exceptions and aggregates; function references are {@code funcref}. */
    EXCEPTIONS,
    /** GraalJS 25.3 and 25.4: also tables of 64-bit addresses, so that the type of a table begins with its address type. */
    TABLE64,
    /** GraalJS 25.5: also memories of 64-bit addresses, and maxima in the types of memories. */
    MEMORY64;

    /**
     * The generation of a user that reads a member, if it is in {@code known} at least.
     *
     * @param version of the runtime, which is also that of GraalJS: two generations read the same members
     */
    static Generation reading(String member, Generation known, Version version) {
        Generation least = switch (member) {
            case "tag_alloc" -> version.compareTo(25, 3) >= 0 ? TABLE64 : EXCEPTIONS;
            case "mem_max" -> MEMORY64;
            default -> FIRST;
        };
        return known.compareTo(least) < 0 ? least : known;
    }

    boolean isAtLeast(Generation other) {
        return compareTo(other) >= 0;
    }
}
