// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import static org.jwasm.manifest.CapabilityKind.ARGUMENTS;
import static org.jwasm.manifest.CapabilityKind.CLOCK;
import static org.jwasm.manifest.CapabilityKind.DIRECTORY;
import static org.jwasm.manifest.CapabilityKind.ENVIRONMENT;
import static org.jwasm.manifest.CapabilityKind.FILE;
import static org.jwasm.manifest.CapabilityKind.HOST;
import static org.jwasm.manifest.CapabilityKind.HTTP;
import static org.jwasm.manifest.CapabilityKind.INPUT;
import static org.jwasm.manifest.CapabilityKind.LOG;
import static org.jwasm.manifest.CapabilityKind.NAME_LOOKUP;
import static org.jwasm.manifest.CapabilityKind.OUTPUT;
import static org.jwasm.manifest.CapabilityKind.RANDOM;
import static org.jwasm.manifest.CapabilityKind.SPAWN;
import static org.jwasm.manifest.CapabilityKind.TCP_CONNECT;
import static org.jwasm.manifest.CapabilityKind.TCP_LISTEN;
import static org.jwasm.manifest.CapabilityKind.UDP;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is said of a capability: what it is made of, or by what it is less than that from which it is derived. */
public enum Setting {

    // What is made.
    PATH(Type.PATH, false, DIRECTORY, FILE, INPUT, OUTPUT),
    TEXT(Type.TEXT, false, INPUT),
    APPEND(Type.SWITCH, false, OUTPUT),
    TIME(Type.CHOICE, List.of("realtime", "monotonic", "process-cpu", "thread-cpu"), false, CLOCK),
    SHOWS(Type.INSTANT, false, CLOCK),
    VALUES(Type.TEXTS, false, ARGUMENTS),
    SET(Type.TABLE, false, ENVIRONMENT),
    ENDPOINTS(Type.ENDPOINTS, false, TCP_CONNECT, TCP_LISTEN, UDP),
    NAMES(Type.HOST_NAMES, false, NAME_LOOKUP),
    STREAM(Type.CHOICE, List.of("stdout", "stderr"), false, LOG),
    NAME(Type.TEXT, false, HOST),
    MODULES(Type.TABLE, false, SPAWN),
    ASK(Type.SWITCH, false, CapabilityKind.values()),
    ALLOWED(Type.TEXTS, false, CapabilityKind.values()),

    // A smaller part of it.
    SUBDIRECTORY(Type.SUBPATH, true, DIRECTORY),
    VARIABLES(Type.TEXTS, true, ENVIRONMENT),
    FIRST(Type.COUNT, true, ARGUMENTS),
    ONLY(Type.ENDPOINTS, true, TCP_CONNECT, TCP_LISTEN, UDP, NAME_LOOKUP),
    METHODS(Type.TEXTS, true, HTTP),
    ORIGINS(Type.ORIGINS, true, HTTP),
    AT_LEAST(Type.CHOICE, List.of("debug", "info", "warning", "error"), true, LOG),
    RESOLUTION(Type.DURATION, true, CLOCK),
    FROZEN(Type.SWITCH, true, CLOCK),
    OFFSET(Type.SIGNED_DURATION, true, CLOCK),
    SEED(Type.INTEGER, true, RANDOM),
    CHILDREN(Type.COUNT, true, SPAWN),
    DEPTH(Type.COUNT, true, SPAWN),
    FUEL(Type.COUNT, true, SPAWN),
    MEMORY(Type.SIZE, true, SPAWN),

    // Fewer rights, and caveats: for all kinds.
    READ_ONLY(Type.SWITCH, true, DIRECTORY, FILE),
    RIGHTS(Type.RIGHTS, true, CapabilityKind.values()),
    EXPIRES(Type.EXPIRY, true, CapabilityKind.values()),
    USES(Type.COUNT, true, CapabilityKind.values()),
    BYTES(Type.SIZE, true, CapabilityKind.values()),
    RATE(Type.RATE, true, CapabilityKind.values()),
    HAND_ON(Type.SWITCH, true, CapabilityKind.values());

    /** The type of a setting's value; in Java it is what stands behind it. */
    public enum Type {
        /** {@code String}. */
        TEXT("a string"),
        /** {@code String}: the path of a file. */
        PATH("the path of a file"),
        /** {@code List<String>}. */
        TEXTS("an array of strings"),
        /** {@code String}, one of some. */
        CHOICE("one of its names"),
        /** {@code String}: a relative path without {@code ..}. */
        SUBPATH("a path below, such as \"a/b\""),
        /** {@code List<String>}. */
        ENDPOINTS("an array of hosts and ports, such as [\"api.example.org:443\"]"),
        /** {@code List<String>}. */
        HOST_NAMES("an array of names of hosts, such as [\"*.example.org\"]"),
        /** {@code List<String>}. */
        ORIGINS("an array of origins, such as [\"https://api.example.org\"]"),
        /** {@code Map<String, String>}. */
        TABLE("a table of strings"),
        /** {@code Boolean}. */
        SWITCH("true or false"),
        /** {@code Long}. */
        INTEGER("an integer"),
        /** {@code Long}, not negative. */
        COUNT("a number, such as 1000"),
        /** {@code Long}, not negative. */
        SIZE("a size, such as 65536 or \"64M\""),
        /** {@link Duration}, positive. */
        DURATION("a duration, such as \"1.5s\", \"500ms\" or \"2h\""),
        /** {@link Duration}. */
        SIGNED_DURATION("a duration, such as \"-1h\""),
        /** {@link java.time.Instant}. */
        INSTANT("a time with its offset, such as 2030-01-01T00:00:00Z"),
        /** {@link Duration} from the start on, or {@link java.time.Instant}. */
        EXPIRY("a duration, such as \"5m\", or a time, such as 2030-01-01T00:00:00Z"),
        /** {@code Set<Right>}. */
        RIGHTS("an array of rights, such as [\"read\", \"list\"]"),
        /** {@link Rate}. */
        RATE("uses in a time, such as \"10/1s\"");

        private final String expected;

        Type(String expected) {
            this.expected = expected;
        }

        /** What a value looks like. */
        public String expected() {
            return expected;
        }
    }

    /** So many operations in any stretch of time of this length. */
    public record Rate(int count, Duration period) {
    }

    private final Type type;
    private final List<String> choices;
    private final boolean narrowing;
    private final Set<CapabilityKind> kinds;

    Setting(Type type, boolean narrowing, CapabilityKind... kinds) {
        this(type, List.of(), narrowing, kinds);
    }

    Setting(Type type, List<String> choices, boolean narrowing, CapabilityKind... kinds) {
        this.type = type;
        this.choices = choices;
        this.narrowing = narrowing;
        this.kinds = EnumSet.copyOf(Arrays.asList(kinds));
    }

    public Type type() {
        return type;
    }

    /** The values of a {@link Type#CHOICE}. */
    public List<String> choices() {
        return choices;
    }

    /** Whether it makes less of a capability, so that it can be said of a derived one too. */
    public boolean isNarrowing() {
        return narrowing;
    }

    public boolean appliesTo(CapabilityKind kind) {
        return kinds.contains(kind);
    }

    /** As manifests name it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
