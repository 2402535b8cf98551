// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.List;

/**
 * A capability, as a handle: the number of an entry in the nano-process's own table.
 *
 * @param resource the kind of capability, such as {@code directory}; {@link #ANY} is any
 * @param owned whether the capability is handed over, {@code resource}, or lent for the time of the call, {@code borrow<resource>}
 */
public record HandleType(String resource, boolean owned) implements WitType {

    /** The resource that every capability is. */
    public static final String ANY = "capability";

    public HandleType {
        Labels.check(resource);
    }

    @Override
    public List<WitType> parts() {
        return List.of();
    }

    /** Whether a capability of a kind is such a resource. */
    public boolean accepts(String kind) {
        return resource.equals(ANY) || resource.equals(kind);
    }

    @Override
    public String declaration() {
        return "resource " + Labels.escape(resource);
    }

    @Override
    public String toString() {
        return owned ? Labels.escape(resource) : "borrow<" + Labels.escape(resource) + ">";
    }
}
