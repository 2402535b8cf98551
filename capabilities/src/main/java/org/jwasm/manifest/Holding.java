// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jwasm.capabilities.Right;

/**
 * A capability in the hands of a nano-process, as a manifest says.
 *
 * @param kind what it is, {@link CapabilityKind#HOST} if the manifest doesn't know
 * @param scope what part of the world it reaches; empty if the kind says all
 * @param grantor the path of who handed it over, {@code host} for those at the top
 * @param source its name in the grantor's hands
 */
public record Holding(String name, CapabilityKind kind, Set<Right> rights, String scope, List<String> caveats, String grantor, String source) {

    /** The kind as the capability itself says it. */
    public String kindName() {
        return kind == CapabilityKind.HOST ? "host" : kind.capability();
    }

    /** In a line: kind, scope, rights, caveats. */
    public String describe() {
        return kindName() + (scope.isEmpty() ? "" : " " + scope) + " [" + rightsText() + "]" + (caveats.isEmpty() ? "" : " " + String.join(", ", caveats));
    }

    public String rightsText() {
        return rights.stream().map(Holding::written).collect(Collectors.joining(", "));
    }

    /** A right as manifests write it. */
    public static String written(Right right) {
        return right.toString().replace('_', '-');
    }
}
