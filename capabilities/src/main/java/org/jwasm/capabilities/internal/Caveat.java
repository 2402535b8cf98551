// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.TimeSource;

/**
 * A condition on the use of a capability. Derived capabilities share the objects of their ancestors: what one spends is gone for all.
 */
public abstract sealed class Caveat {

    public static final Caveat[] NONE = {};

    /** Spends one use; false if there is none left. */
    public boolean use() {
        return true;
    }

    /** Takes back a {@link #use()} because another caveat refused. */
    public void undoUse() {
        // Most have nothing to give back.
    }

    /** Spends up to {@code wanted} bytes and returns how many it granted. */
    public long take(long wanted) {
        return wanted;
    }

    /** Gives back what was granted but not used. */
    public void giveBack(@SuppressWarnings("unused") long bytes) {
        // Most have nothing to give back.
    }

    /** Whether time alone doesn't forbid a use now. */
    public boolean holds() {
        return true;
    }

    /** Whether it counts the operations on a capability, and so not those on what was opened through it. */
    public boolean countsOperations() {
        return false;
    }

    public boolean countsBytes() {
        return false;
    }

    public abstract ErrorKind error();

    public abstract String reason();

    /** Stops with a point in time. */
    public static final class Expiry extends Caveat {
        private final TimeSource time;
        private final Instant instant;
        private final long nanos;

        public Expiry(TimeSource time, Instant instant) {
            this.time = time;
            this.instant = instant;
            this.nanos = 0;
        }

        public Expiry(TimeSource time, Duration duration) {
            this.time = time;
            this.instant = null;
            this.nanos = time.nanos() + nanosOf(duration);
        }

        @Override
        public boolean holds() {
            return instant == null ? time.nanos() - nanos < 0 : time.now().isBefore(instant);
        }

        @Override
        public boolean use() {
            return holds();
        }

        @Override
        public ErrorKind error() {
            return ErrorKind.EXPIRED;
        }

        @Override
        public String reason() {
            return "it has expired";
        }

        @Override
        public String toString() {
            return instant == null ? "expires after a time" : "expires at " + instant;
        }
    }

    /** A counter that only goes down. */
    public static final class Uses extends Caveat {
        private final AtomicLong left;

        public Uses(long count) {
            this.left = new AtomicLong(count);
        }

        @Override
        public boolean use() {
            return subtract(left, 1) == 1;
        }

        @Override
        public void undoUse() {
            left.incrementAndGet();
        }

        @Override
        public boolean countsOperations() {
            return true;
        }

        @Override
        public ErrorKind error() {
            return ErrorKind.EXHAUSTED;
        }

        @Override
        public String reason() {
            return "its uses are spent";
        }

        @Override
        public String toString() {
            return left + " uses left";
        }
    }

    /** Bytes in both directions together. */
    public static final class Bytes extends Caveat {
        private final AtomicLong left;

        public Bytes(long count) {
            this.left = new AtomicLong(count);
        }

        @Override
        public long take(long wanted) {
            return subtract(left, wanted);
        }

        @Override
        public void giveBack(long bytes) {
            left.addAndGet(bytes);
        }

        @Override
        public boolean countsBytes() {
            return true;
        }

        @Override
        public ErrorKind error() {
            return ErrorKind.EXHAUSTED;
        }

        @Override
        public String reason() {
            return "its bytes are spent";
        }

        @Override
        public String toString() {
            return left + " bytes left";
        }
    }

    /** At most so many uses in any stretch of time of this length. */
    public static final class Rate extends Caveat {
        public static final int MOST = 1 << 16;

        private final TimeSource time;
        private final long period;
        private final Duration shown;
        /** When each of the last uses was, oldest at {@code next}. */
        private final long[] last;
        private int next;
        private int known;

        public Rate(TimeSource time, int count, Duration period) {
            this.time = time;
            this.period = nanosOf(period);
            this.shown = period;
            this.last = new long[count];
        }

        @Override
        public synchronized boolean use() {
            long now = time.nanos();
            if (known == last.length && (last.length == 0 || now - last[next] < period)) {
                return false;
            }
            known = Math.min(known + 1, last.length);
            last[next] = now;
            next = (next + 1) % last.length;
            return true;
        }

        @Override
        public synchronized void undoUse() {
            next = (next + last.length - 1) % last.length;
            known--;
        }

        @Override
        public boolean countsOperations() {
            return true;
        }

        @Override
        public ErrorKind error() {
            return ErrorKind.AGAIN;
        }

        @Override
        public String reason() {
            return "it was used " + last.length + " times in " + shown;
        }

        @Override
        public String toString() {
            return last.length + " uses per " + shown;
        }
    }

    /** Subtracts as much of {@code wanted} as there is; returns how much. */
    private static long subtract(AtomicLong left, long wanted) {
        long before = left.getAndUpdate(now -> now - Math.min(now, wanted));
        return Math.min(before, wanted);
    }

    private static long nanosOf(Duration duration) {
        try {
            return Math.min(duration.toNanos(), Long.MAX_VALUE / 2);
        } catch (ArithmeticException e) {
            return duration.isNegative() ? 0 : Long.MAX_VALUE / 2;
        }
    }
}
