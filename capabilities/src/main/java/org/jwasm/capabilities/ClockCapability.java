// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.time.Instant;
import java.util.Locale;
import java.util.function.LongSupplier;

import org.jwasm.capabilities.host.Alarm;
import org.jwasm.capabilities.host.Gate;
import org.jwasm.capabilities.host.ProcessorTime;

/** A clock: what it shows, and the right to wait for it. Times are nanoseconds. */
public final class ClockCapability extends Kind<ClockCapability> {

    /** What a clock counts. */
    public enum Time {
        /** Since 1970-01-01T00:00Z. */
        REALTIME,
        /** Since some point of the host, never backwards. */
        MONOTONIC,
        /** The processor time of the host's process. */
        PROCESS_CPU,
        /** The processor time of the current thread. */
        THREAD_CPU
    }

    private static final int RIGHTS = Right.mask(Right.READ, Right.WAIT);
    private static final Members<ClockCapability> MEMBERS = Members.of(ClockCapability.class)
                    .add("coarser", 1, (self, a) -> self.coarser(a.number(0)))
                    .add("frozen", 0, (self, _) -> self.frozen())
                    .add("offset", 1, (self, a) -> self.offset(a.number(0)))
                    .add("withoutWaiting", 0, (self, _) -> self.withoutWaiting())
                    .add("now", 0, (self, _) -> self.now())
                    .add("resolution", 0, (self, _) -> self.resolution())
                    .add("sleep", 1, (self, a) -> {
                        self.sleep(a.number(0));
                        return true;
                    });

    private final Time time;
    private final LongSupplier nanos;
    private final long resolution;
    private final Alarm alarm = new Alarm();

    private ClockCapability(Origin origin, Time time, LongSupplier nanos, long resolution) {
        super(origin);
        this.time = time;
        this.nanos = nanos;
        this.resolution = resolution;
    }

    public static ClockCapability realtime() {
        return new ClockCapability(Origin.original(RIGHTS), Time.REALTIME, ClockCapability::epochNanos, 1);
    }

    /** A monotonic clock that starts at zero now, so that it doesn't tell since when the host runs. */
    public static ClockCapability monotonic() {
        long origin = System.nanoTime();
        return new ClockCapability(Origin.original(RIGHTS), Time.MONOTONIC, () -> System.nanoTime() - origin, 1);
    }

    public static ClockCapability processCpu() {
        return new ClockCapability(Origin.original(Right.READ), Time.PROCESS_CPU, ProcessorTime::ofProcess, 1);
    }

    /** That of the thread which calls; a virtual one sees the time of the process. */
    public static ClockCapability threadCpu() {
        return new ClockCapability(Origin.original(Right.READ), Time.THREAD_CPU, ProcessorTime::ofThread, 1);
    }

    /** A real-time clock that always shows the same. */
    public static ClockCapability frozen(Instant instant) {
        long shown = nanos(instant);
        return new ClockCapability(Origin.original(RIGHTS), Time.REALTIME, () -> shown, 1);
    }

    private static long epochNanos() {
        return nanos(Instant.now());
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }

    @Override
    public String kind() {
        return "clock";
    }

    @Override
    public String scope() {
        return time.name().toLowerCase(Locale.ROOT) + (resolution == 1 ? "" : " in steps of " + resolution + " ns");
    }

    @Override
    ClockCapability copy(Origin origin) {
        return new ClockCapability(origin, time, nanos, resolution);
    }

    public Time time() {
        return time;
    }

    /** What the clock shows, in nanoseconds. */
    public long now() throws CapabilityException {
        enter(Right.READ, "now", null);
        try {
            return shown();
        } finally {
            exit();
        }
    }

    private long shown() {
        return nanos.getAsLong() / resolution * resolution;
    }

    /** The smallest step of the clock in nanoseconds. */
    public long resolution() throws CapabilityException {
        return guarded(Right.READ, "resolution", null, () -> resolution);
    }

    /** Sleeps so many nanoseconds; ends early only by an exception: revocation, or the context is cancelled or the thread interrupted. */
    public void sleep(long nanoseconds) throws CapabilityException {
        enter(Right.WAIT, "sleep", null);
        Gate gate = gate("sleep");
        gate.leave();
        alarm.sleepUntil(System.nanoTime() + nanoseconds, nanoseconds > Long.MAX_VALUE / 4, gate);
        gate.check();
    }

    /** The same clock in steps of at least {@code nanoseconds}. */
    public ClockCapability coarser(long nanoseconds) throws CapabilityException {
        if (nanoseconds <= 0) {
            throw new CapabilityException(ErrorKind.INVAL, "a resolution is positive");
        }
        return derive("coarser", () -> new ClockCapability(Origin.same(this), time, nanos, Math.max(resolution, nanoseconds)));
    }

    /** A clock that always shows what this one shows now. It needs the right to read. */
    public ClockCapability frozen() throws CapabilityException {
        long frozen = now();
        return derive("frozen", () -> new ClockCapability(Origin.same(this), time, () -> frozen, resolution));
    }

    /** The same clock, so many nanoseconds ahead, or behind if negative. */
    public ClockCapability offset(long nanoseconds) throws CapabilityException {
        // Of the steps, not before them: else an offset would show what is between them.
        return derive("offset", () -> new ClockCapability(Origin.same(this), time, () -> shown() + nanoseconds, 1));
    }

    /** The same clock, only to be read. */
    public ClockCapability withoutWaiting() throws CapabilityException {
        return without(Right.WAIT);
    }

    @Override
    void wake() {
        alarm.ring();
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
