// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.graalvm.home.Version;
import org.graalvm.polyglot.Engine;

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

    private static final String OLDEST = "25.0";
    // Two generations read the same members.
    private static final Version TABLE64_SINCE = Version.parse("25.3");
    private static final Version RUNTIME = runtimeVersion();

    /**
     * The generation of a user that reads a member, if it is in {@code known} at least.
     */
    static Generation reading(String member, Generation known) {
        Generation least = switch (member) {
            case "tag_alloc" -> RUNTIME.compareTo(TABLE64_SINCE) >= 0 ? TABLE64 : EXCEPTIONS;
            case "mem_max" -> MEMORY64;
            default -> FIRST;
        };
        return known.compareTo(least) < 0 ? least : known;
    }

    /** The version of the polyglot API, which is that of GraalJS too; 25.0 if it says none. */
    private static Version runtimeVersion() {
        try (InputStream stream = Engine.class.getResourceAsStream("/META-INF/graalvm/org.graalvm.polyglot/version")) {
            return Version.parse(stream == null ? OLDEST : new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException | IllegalArgumentException e) {
            return Version.parse(OLDEST);
        }
    }

    boolean isAtLeast(Generation other) {
        return compareTo(other) >= 0;
    }
}
