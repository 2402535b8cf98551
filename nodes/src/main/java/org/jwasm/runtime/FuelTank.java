// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.concurrent.atomic.AtomicLong;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;

/**
 * What metered code may still execute, and how deep its calls may nest. One unit is one instruction; instructions on
 * ranges cost one more for every {@value #RANGE} bytes or elements. A block of instructions is paid for where it starts,
 * so that the count depends on the guest alone, not on how its code is run.
 *
 * <p>Threads that run the guest at once share a tank without taking turns: then the count is less than exact.
 */
public final class FuelTank {

    /** Bytes or elements that one unit pays for. */
    static final int RANGE = 64;
    private static final int RANGE_BITS = 6;
    /** As good as no limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private final int maximumDepth;
    private final long filled;
    private long remaining;
    private int depth;
    /** Given back by others, and not yet taken up by the thread that consumes. */
    private final AtomicLong returned = new AtomicLong();

    /**
     * A tank of {@code fuel} units.
     *
     * @param maximumDepth how many calls may be active at once
     */
    public FuelTank(long fuel, int maximumDepth) {
        this.remaining = fuel;
        this.filled = fuel;
        this.maximumDepth = maximumDepth;
    }

    /**
     * Takes {@code cost} units, zero or more.
     *
     * @throws WasmException exhaustion if there is not as much
     */
    public void consume(long cost, Node location) {
        long left = remaining - cost;
        remaining = left;
        if (left < 0) {
            TrapSites.enter(location);
            takeReturned(location);
        }
    }

    /** Takes what an instruction on {@code length} bytes or elements, unsigned, costs. */
    public void consumeRange(long length, Node location) {
        consume(length >>> RANGE_BITS, location);
    }

    /** A call begins; see {@link #leave}. */
    public void enter(Node location) {
        if (++depth > maximumDepth) {
            TrapSites.enter(location);
            depth--;
            throw WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, location);
        }
    }

    /** The call that began last has ended. */
    public void leave() {
        depth--;
    }

    @TruffleBoundary(transferToInterpreterOnException = false)
    private void takeReturned(Node location) {
        remaining += returned.getAndSet(0);
        if (remaining < 0) {
            // So that whatever the guest still does ends here as well.
            remaining = -1;
            throw WasmException.trap(TrapKind.FUEL_EXHAUSTED, location);
        }
    }

    /** Gives units back that were consumed; any thread may. */
    public void giveBack(long units) {
        returned.addAndGet(units);
    }

    /** What is left, never negative. */
    public long remaining() {
        return Math.max(0, remaining + returned.get());
    }

    /** What has been used up. */
    public long consumed() {
        return filled - remaining();
    }
}
