// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.jwasm.capabilities.AuditEvent.Type;
import org.jwasm.capabilities.internal.EventMemory;

/**
 * What happened to the capabilities of a tree of holders. Events are only ever added. The latest are kept in memory, uses and denials apart
 * from the others, and shared among holders, so that nobody drives out what others did, or its own denials; a sink gets all of them.
 *
 * <pre>{@code
 * AuditLog log = AuditLog.builder().uses(1).build();
 * Holder app = Holder.host(log).child("app");
 * ClockCapability clock = ClockCapability.realtime().delegate(app);
 * clock.now();
 * log.trail().events().forEach(event -> System.out.println(event.toJson()));
 * }</pre>
 */
public final class AuditLog {

    /** What guests say, such as paths, is shown up to so many characters. */
    private static final int MOST_TEXT = 8192;
    /** So many characters there may be for each event that is kept in memory, on the average. */
    private static final int TEXT_EACH = 512;

    private final int useEvery;
    private final boolean plainArguments;
    private final Consumer<AuditEvent> sink;
    private final TimeSource time;
    private final EventMemory<AuditEvent> changes;
    private final EventMemory<AuditEvent> uses;
    private final EventMemory<AuditEvent> denials;
    private long sequence;
    /** Not exact when threads meet, which sampling needn't be. */
    private int tick;

    private AuditLog(Builder builder) {
        this.changes = memory(builder);
        this.uses = memory(builder);
        this.denials = memory(builder);
        this.useEvery = builder.useEvery;
        this.plainArguments = builder.plainArguments;
        this.sink = builder.sink;
        this.time = builder.time;
    }

    private static EventMemory<AuditEvent> memory(Builder builder) {
        return new EventMemory<>(builder.capacity, (long) builder.capacity * TEXT_EACH);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** How a log is kept. */
    public static final class Builder {
        private int capacity = 1 << 16;
        private int useEvery;
        private boolean plainArguments;
        private Consumer<AuditEvent> sink = _ -> {
        };
        private TimeSource time = TimeSource.system();

        private Builder() {
        }

        /**
         * How many uses, denials, and other events, of each so many, are kept in memory; 65536 by default. They are fewer where their texts have more than
         * 512 characters on the average.
         */
        public Builder capacity(int events) {
            if (events < 1) {
                throw new IllegalArgumentException("the capacity is positive");
            }
            capacity = events;
            return this;
        }

        /** Records one in {@code every} uses; 1 for all, 0 for none, which is the default. */
        public Builder uses(int every) {
            if (every < 0) {
                throw new IllegalArgumentException("not negative");
            }
            useEvery = every;
            return this;
        }

        /** Shows arguments such as paths, not only their digests. */
        public Builder plainArguments() {
            plainArguments = true;
            return this;
        }

        /** Gets each event, in order, one at a time; it must be quick. */
        public Builder sink(Consumer<AuditEvent> consumer) {
            sink = Objects.requireNonNull(consumer);
            return this;
        }

        /** A sink that writes JSON Lines; a failure to write is thrown at who does what can't be logged. */
        public Builder jsonLines(Appendable target) {
            return sink(event -> {
                try {
                    target.append(event.toJson()).append('\n');
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException("the audit log can't be written", e);
                }
            });
        }

        public Builder time(TimeSource source) {
            time = Objects.requireNonNull(source);
            return this;
        }

        public AuditLog build() {
            return new AuditLog(this);
        }
    }

    /** How many events are no longer in memory. */
    public synchronized long dropped() {
        return changes.dropped() + uses.dropped() + denials.dropped();
    }

    /** The same of one type; grants, derivations and revocations count together. */
    public synchronized long dropped(Type type) {
        return memory(type).dropped();
    }

    private EventMemory<AuditEvent> memory(Type type) {
        return switch (type) {
            case USE -> uses;
            case DENIAL -> denials;
            case GRANT, DERIVE, REVOCATION -> changes;
        };
    }

    /** The events in memory, to be asked. */
    public synchronized AuditTrail trail() {
        List<AuditEvent> events = new ArrayList<>();
        List.of(changes, uses, denials).forEach(memory -> memory.forEach(events::add));
        events.sort(Comparator.comparingLong(AuditEvent::sequence));
        return AuditTrail.of(events);
    }

    boolean recordsUses() {
        return useEvery != 0;
    }

    /** Whether this use is one to record. */
    boolean samples() {
        return useEvery == 1 || ++tick % useEvery == 0;
    }

    void derived(Capability capability, String operation) {
        boolean grant = capability.parent() != null && capability.parent().holder() != capability.holder();
        append(grant ? Type.GRANT : Type.DERIVE, capability, operation, capability.describe(), "");
    }

    void used(Capability capability, String operation, Object arguments) {
        append(Type.USE, capability, operation, shown(arguments), "");
    }

    void denied(Capability capability, String operation, Object arguments, String reason) {
        append(Type.DENIAL, capability, operation, shown(arguments), reason);
    }

    void revoked(Capability capability, int descendants) {
        append(Type.REVOCATION, capability, "revoke", "", descendants == 0 ? "" : "with " + descendants + " derived from it");
    }

    /** A nano-process wants to import what it wasn't granted. */
    public void notGranted(Holder holder, String importName) {
        Holder parent = Objects.requireNonNullElse(holder.parent(), holder);
        append(Type.DENIAL, 0, 0, "import", holder.path(), parent.path(), "link", "", importName, "it wasn't granted");
    }

    private String shown(Object arguments) {
        return arguments == null ? "" : plainArguments ? arguments.toString() : Text.digest(arguments.toString());
    }

    /** A guest called an import that it was given only so that it can be linked. */
    public void refused(Holder holder, String importName, String reason) {
        append(Type.DENIAL, 0, 0, "import", holder.path(), "", "call", "", importName, reason);
    }

    private void append(Type type, Capability capability, String operation, String detail, String reason) {
        Capability parent = capability.parent();
        String importName = Objects.requireNonNullElse(ImportScope.current(), "");
        append(type, capability.id(), parent == null ? 0 : parent.id(), capability.kind(), capability.holder().path(),
                        capability.grantor().path(), operation, detail, importName, reason);
    }

    private void append(Type type, long capability, long parent, String kind, String holder, String grantor, String operation, String detail,
                    String importName, String reason) {
        synchronized (this) {
            AuditEvent event = new AuditEvent(++sequence, time.now(), type, capability, parent, kind, holder, grantor, operation, cut(detail),
                            cut(importName), cut(reason));
            memory(type).add(event, holder, kind + " " + operation, text(event));
            sink.accept(event);
        }
    }

    private static String cut(String text) {
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "...";
    }

    private static long text(AuditEvent event) {
        return event.holder().length() + event.grantor().length() + event.detail().length() + event.importName().length() + event.reason().length();
    }
}
