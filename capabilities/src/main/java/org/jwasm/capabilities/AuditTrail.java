// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jwasm.capabilities.AuditEvent.Type;

/** Events of an audit log, to be asked who could do what, when, and through whom. */
public final class AuditTrail {

    private final List<AuditEvent> events;
    /** The event by which each capability came to be. */
    private final Map<Long, AuditEvent> origins = new HashMap<>();
    private final Map<Long, Instant> revocations = new HashMap<>();

    private AuditTrail(List<AuditEvent> events) {
        this.events = events;
        for (AuditEvent event : events) {
            if (event.type() == Type.GRANT || event.type() == Type.DERIVE) {
                origins.put(event.capability(), event);
            } else if (event.type() == Type.REVOCATION) {
                revocations.putIfAbsent(event.capability(), event.time());
            }
        }
    }

    public static AuditTrail of(List<AuditEvent> events) {
        return new AuditTrail(List.copyOf(events));
    }

    /**
     * Reads JSON Lines.
     *
     * @throws IllegalArgumentException naming the line that isn't an event
     */
    public static AuditTrail read(Reader lines) throws IOException {
        List<AuditEvent> events = new ArrayList<>();
        BufferedReader reader = new BufferedReader(lines);
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.isBlank()) {
                try {
                    events.add(AuditEvent.ofJson(line));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
                }
            }
        }
        return of(events);
    }

    /** All events in order. */
    public List<AuditEvent> events() {
        return events;
    }

    public List<AuditEvent> events(Type type) {
        return events.stream().filter(event -> event.type() == type).toList();
    }

    /** What happened to one capability. */
    public List<AuditEvent> of(long capability) {
        return events.stream().filter(event -> event.capability() == capability).toList();
    }

    /** How a capability came to its holder: the events from the capability itself up to the first that the log knows. */
    public List<AuditEvent> chain(long capability) {
        List<AuditEvent> chain = new ArrayList<>();
        for (AuditEvent event = origins.get(capability); event != null; event = origins.get(event.parent())) {
            chain.add(event);
        }
        return chain;
    }

    /** The paths of those who at this time held the capability or something derived from it. */
    public Set<String> holders(long capability, Instant time) {
        Set<String> holders = new TreeSet<>();
        for (AuditEvent event : origins.values()) {
            if (isBelow(event, capability) && existed(event, time)) {
                holders.add(event.holder());
            }
        }
        return holders;
    }

    /** The events by which the capabilities came to be that a holder had at this time. */
    public List<AuditEvent> heldBy(String holder, Instant time) {
        return events.stream().filter(event -> origins.get(event.capability()) == event && event.holder().equals(holder) &&
                        existed(event, time)).toList();
    }

    private boolean isBelow(AuditEvent event, long capability) {
        Set<Long> seen = new HashSet<>();
        for (AuditEvent next = event; next != null && seen.add(next.capability()); next = origins.get(next.parent())) {
            if (next.capability() == capability || next.parent() == capability) {
                return true;
            }
        }
        return false;
    }

    /** Whether it had been derived, and neither it nor an ancestor revoked. */
    private boolean existed(AuditEvent origin, Instant time) {
        if (origin.time().isAfter(time)) {
            return false;
        }
        for (AuditEvent next = origin; next != null; next = origins.get(next.parent())) {
            if (revokedBy(next.capability(), time) || !origins.containsKey(next.parent()) && revokedBy(next.parent(), time)) {
                return false;
            }
        }
        return true;
    }

    private boolean revokedBy(long capability, Instant time) {
        Instant revoked = revocations.get(capability);
        return revoked != null && !revoked.isAfter(time);
    }
}
