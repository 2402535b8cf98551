// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.jwasm.capabilities.Right;

/** What a manifest can make capabilities of. */
public enum CapabilityKind {
    ARGUMENTS("arguments", Right.READ),
    CLOCK("clock", Right.READ, Right.WAIT),
    DIRECTORY("directory", Right.READ, Right.WRITE, Right.LIST, Right.STATUS, Right.CREATE, Right.REMOVE, Right.SET_TIMES),
    ENVIRONMENT("environment", Right.READ),
    FILE("file", Right.READ, Right.WRITE, Right.STATUS, Right.SET_TIMES),
    /** One that the embedder passes along; what it is shows when the manifest is run. */
    HOST(""),
    HTTP("http", Right.CONNECT, Right.READ),
    INPUT("input", Right.READ),
    LOG("log", Right.WRITE),
    NAME_LOOKUP("name-lookup", Right.RESOLVE),
    OUTPUT("output", Right.WRITE),
    RANDOM("random", Right.READ),
    SPAWN("spawn", Right.SPAWN),
    STDERR("output", Right.WRITE),
    STDIN("input", Right.READ),
    STDOUT("output", Right.WRITE),
    TCP_CONNECT("tcp-connect", Right.CONNECT, Right.READ, Right.WRITE),
    TCP_LISTEN("tcp-listen", Right.LISTEN, Right.READ, Right.WRITE),
    UDP("udp", Right.CONNECT, Right.LISTEN, Right.READ, Right.WRITE);

    private final String capability;
    private final Set<Right> rights;

    CapabilityKind(String capability, Right... rights) {
        this.capability = capability;
        EnumSet<Right> set = EnumSet.noneOf(Right.class);
        Collections.addAll(set, rights);
        this.rights = Collections.unmodifiableSet(set);
    }

    /** The {@link org.jwasm.capabilities.Capability#kind()} of what is made; empty if that isn't known. */
    public String capability() {
        return capability;
    }

    /** All that it can allow, apart from being handed on. */
    public Set<Right> rights() {
        return rights;
    }

    /** As manifests name it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
