// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** The times of one run of a kernel, from its module's bytes on. */
final class Series {

    private static final int LIMIT = 1 << 20;
    /** How much longer each part of the curve takes than the one before, and how long the first takes at least. */
    private static final double GROWTH = 1.08;
    private static final double FIRST_PART = 2e6;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long engine;
    private long start;
    private long load;
    private long instantiate;
    private long first;
    private long total;
    private long checksum;
    private int count;
    /** CPU time of this thread for an iteration in the last third of the time; 0 if unknown. */
    private long steadyCpu;
    /** When each iteration ended, after the start. */
    private final long[] ends = new long[LIMIT];

    /** @param engine how long the engine took to be there, in nanoseconds */
    Series(long engine) {
        this.engine = engine;
    }

    void load(Guest guest, byte[] module, int size) {
        start = System.nanoTime();
        guest.load(module);
        long loaded = System.nanoTime();
        guest.instantiate();
        long instantiated = System.nanoTime();
        checksum = guest.run(size);
        long ran = System.nanoTime();
        load = loaded - start;
        instantiate = instantiated - loaded;
        first = ran - instantiated;
        ends[count++] = ran - start;
    }

    void repeat(Guest guest, int size, int calls, long nanoseconds) {
        long now = 0;
        long cpuBefore = -1;
        int countBefore = 0;
        while (now < nanoseconds && count < LIMIT) {
            if (cpuBefore < 0 && now >= nanoseconds / 3 * 2) {
                cpuBefore = THREADS.getCurrentThreadCpuTime();
                countBefore = count;
            }
            for (int i = 0; i < calls; i++) {
                if (guest.run(size) != checksum) {
                    throw new IllegalStateException("another checksum in iteration " + count);
                }
            }
            now = System.nanoTime() - start;
            ends[count++] = now;
        }
        if (cpuBefore >= 0) {
            steadyCpu = (THREADS.getCurrentThreadCpuTime() - cpuBefore) / (count - countBefore);
        }
        end();
    }

    void instances(Guest guest, int size, int instances) {
        for (int i = 0; i < instances; i++) {
            guest.instantiate();
            if (guest.run(size) != checksum) {
                throw new IllegalStateException("another checksum in instance " + i);
            }
        }
        end();
    }

    void end() {
        total = System.nanoTime() - start;
    }

    /** The time of an iteration once warm: the median of those in the last third of the time. */
    private long steady() {
        int from = 1;
        while (from < count - 1 && ends[from - 1] < ends[count - 1] * 2 / 3) {
            from++;
        }
        long[] last = new long[Math.max(count - from, 0)];
        for (int i = 0; i < last.length; i++) {
            last[i] = ends[from + i] - ends[from + i - 1];
        }
        Arrays.sort(last);
        return last.length == 0 ? ends[0] : last[last.length / 2];
    }

    /** When three iterations in a row first took at most 1.25 times the steady time: the end of the first of them. */
    private long warm(long steady) {
        int good = 0;
        for (int i = 1; i < count; i++) {
            good = (ends[i] - ends[i - 1]) * 4 <= steady * 5 ? good + 1 : 0;
            if (good == 3) {
                return ends[i - 2];
            }
        }
        return ends[count - 1];
    }

    /** Pairs of a time after the start and the mean time of the iterations up to there, in ever longer parts. */
    private String curve() {
        StringBuilder curve = new StringBuilder("[");
        double until = FIRST_PART;
        int from = 1;
        for (int i = 1; i < count; i++) {
            if (ends[i] >= until || i == count - 1) {
                long mean = (ends[i] - ends[from - 1]) / (i - from + 1);
                curve.append(curve.length() > 1 ? "," : "").append('[').append(ends[i]).append(',').append(mean).append(']');
                from = i + 1;
                until = Math.max(ends[i], until) * GROWTH;
            }
        }
        return curve.append(']').toString();
    }

    /** A JSON object that isn't closed. */
    String json() {
        long steady = steady();
        return "{\"engine\":" + engine + ",\"load\":" + load + ",\"instantiate\":" + instantiate + ",\"first\":" + first + ",\"total\":" + total
                        + ",\"checksum\":\"" + checksum + "\",\"iterations\":" + count + ",\"steady\":" + steady + ",\"steadyCpu\":" + steadyCpu + ",\"warm\":" + warm(steady)
                        + ",\"curve\":" + curve();
    }
}
