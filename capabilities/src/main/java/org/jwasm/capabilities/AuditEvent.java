// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import org.jwasm.capabilities.internal.FlatJson;

/**
 * One thing that happened to a capability. Fields that don't apply are empty strings, numbers 0.
 *
 * @param sequence counts the events of a log from 1
 * @param capability the id of the capability; 0 for an import that wasn't granted
 * @param parent the id of what it was derived from, 0 for an original
 * @param kind of the capability, such as {@code directory}
 * @param holder the path of who holds the capability
 * @param grantor the path of who held what it was derived from
 * @param operation what was done or tried
 * @param detail for grants and derivations what the capability allows, else the arguments: their digest, unless the log shall show them
 * @param importName the import through which a guest acted, if known
 * @param reason why something was denied, or what a revocation reached
 */
public record AuditEvent(long sequence, Instant time, Type type, long capability, long parent, String kind, String holder, String grantor,
                String operation, String detail, String importName, String reason) {

    /** What happened. */
    public enum Type {
        /** A capability was derived for another holder. */
        GRANT,
        /** A capability was derived, or opened, by its holder. */
        DERIVE,
        /** An operation was allowed. */
        USE,
        /** An operation was denied. */
        DENIAL,
        /** A capability and all below it were revoked. */
        REVOCATION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A line of JSON without the line end. */
    public String toJson() {
        StringBuilder json = new StringBuilder(160);
        FlatJson.begin(json, "sequence", sequence);
        FlatJson.add(json, "time", time.toString());
        FlatJson.add(json, "event", type.toString());
        FlatJson.add(json, "capability", capability);
        FlatJson.add(json, "parent", parent);
        FlatJson.add(json, "kind", kind);
        FlatJson.add(json, "holder", holder);
        FlatJson.add(json, "grantor", grantor);
        FlatJson.add(json, "operation", operation);
        FlatJson.add(json, "detail", detail);
        FlatJson.add(json, "import", importName);
        FlatJson.add(json, "reason", reason);
        return json.append('}').toString();
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException if it isn't that
     */
    public static AuditEvent ofJson(String line) {
        Map<String, String> fields = FlatJson.parse(line);
        try {
            return new AuditEvent(number(fields, "sequence"), Instant.parse(fields.getOrDefault("time", "")),
                            Type.valueOf(fields.getOrDefault("event", "").toUpperCase(Locale.ROOT)), number(fields, "capability"),
                            number(fields, "parent"), text(fields, "kind"), text(fields, "holder"), text(fields, "grantor"),
                            text(fields, "operation"), text(fields, "detail"), text(fields, "import"), text(fields, "reason"));
        } catch (java.time.DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not an audit event: " + e.getMessage(), e);
        }
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }

    private static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }
}
