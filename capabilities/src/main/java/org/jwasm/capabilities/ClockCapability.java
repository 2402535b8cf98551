package org.jwasm.capabilities;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.function.LongSupplier;

import org.jwasm.capabilities.host.Blocking;

import com.sun.management.OperatingSystemMXBean;

/** A clock: what it shows, and the right to wait for it. Times are nanoseconds. */
public final class ClockCapability extends Capability {

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

    private static final int RIGHTS = Right.READ.bit() | Right.WAIT.bit();

    private final Time time;
    private final LongSupplier nanos;
    private final long resolution;

    private ClockCapability(Capability parent, int rights, Time time, LongSupplier nanos, long resolution) {
        super(parent, rights);
        this.time = time;
        this.nanos = nanos;
        this.resolution = resolution;
    }

    public static ClockCapability realtime() {
        return new ClockCapability(null, RIGHTS, Time.REALTIME, ClockCapability::epochNanos, 1);
    }

    /** A monotonic clock that starts at zero now, so that it doesn't tell since when the host runs. */
    public static ClockCapability monotonic() {
        long origin = System.nanoTime();
        return new ClockCapability(null, RIGHTS, Time.MONOTONIC, () -> System.nanoTime() - origin, 1);
    }

    public static ClockCapability processCpu() {
        return new ClockCapability(null, Right.READ.bit(), Time.PROCESS_CPU,
                        () -> ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime(), 1);
    }

    public static ClockCapability threadCpu() {
        return new ClockCapability(null, Right.READ.bit(), Time.THREAD_CPU,
                        () -> Math.max(0, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()), 1);
    }

    /** A real-time clock that always shows the same. */
    public static ClockCapability frozen(Instant instant) {
        long shown = nanos(instant);
        return new ClockCapability(null, RIGHTS, Time.REALTIME, () -> shown, 1);
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

    public Time time() {
        return time;
    }

    /** What the clock shows, in nanoseconds. */
    public long now() throws CapabilityException {
        require(Right.READ);
        return nanos.getAsLong() / resolution * resolution;
    }

    /** The smallest step of the clock in nanoseconds. */
    public long resolution() throws CapabilityException {
        require(Right.READ);
        return resolution;
    }

    /** Sleeps so many nanoseconds; ends early only by an exception, when the context is cancelled or the thread interrupted. */
    public void sleep(long nanoseconds) throws CapabilityException {
        require(Right.WAIT);
        Blocking.sleepUntil(System.nanoTime() + nanoseconds, nanoseconds > Long.MAX_VALUE / 4);
        requireLive();
    }

    /** The same clock in steps of at least {@code nanoseconds}. */
    public ClockCapability coarser(long nanoseconds) throws CapabilityException {
        if (nanoseconds <= 0) {
            throw new CapabilityException(ErrorKind.INVAL, "a resolution is positive");
        }
        return attach(new ClockCapability(this, rightsMask(), time, nanos, Math.max(resolution, nanoseconds)));
    }

    /** The same clock, only to be read. */
    public ClockCapability withoutWaiting() throws CapabilityException {
        return attach(new ClockCapability(this, Right.READ.bit(), time, nanos, resolution));
    }
}
