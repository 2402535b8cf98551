// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks every few milliseconds whether nano-processes use more time or heap than they may. Which of the nano-processes that
 * a thread is in uses its time is seen where the thread is when it looks.
 */
final class Watchdog implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());
    private static final long INTERVAL_MILLIS = 10;
    /** Objects are measured after this part of the limit has been allocated since the last time. */
    private static final int MEASURES = 4;

    private final Set<NanoProcess> watched = ConcurrentHashMap.newKeySet();
    private final com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Thread, Long> lastCpu = new IdentityHashMap<>();
    private Thread thread;
    private boolean closed;

    /** Begins to look after a nano-process, if it has limits that need that. */
    synchronized void watch(NanoProcess process) {
        if (closed || !needsWatching(process)) {
            return;
        }
        watched.add(process);
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("jwasm-watchdog").start(this::run);
        }
        notifyAll();
    }

    void forget(NanoProcess process) {
        watched.remove(process);
    }

    /** Whether it has such limits, or counts for one above that has. */
    private static boolean needsWatching(NanoProcess process) {
        Limits limits = process.limits();
        boolean own = limits.of(Resource.WALL_CLOCK).isPresent() || limits.of(Resource.CPU_TIME).isPresent() || limits.of(Resource.HEAP).isPresent();
        return own || process.parent() != null && needsWatching(process.parent());
    }

    private void run() {
        try {
            while (await()) {
                try {
                    look();
                } catch (RuntimeException | Error e) {
                    // Without it no limit of time would hold: it looks again.
                    LOG.log(System.Logger.Level.WARNING, () -> "the watchdog failed: " + e);
                }
            }
        } catch (InterruptedException e) {
            // Nobody but close() interrupts.
        }
    }

    private synchronized boolean await() throws InterruptedException {
        wait(watched.isEmpty() ? 0 : INTERVAL_MILLIS);
        return !closed;
    }

    private void look() {
        Map<Thread, NanoProcess> running = running();
        Map<Thread, Long> used = new HashMap<>();
        running.forEach((runner, process) -> used.put(runner, usedSince(runner)));
        lastCpu.keySet().retainAll(running.keySet());
        running.forEach((runner, process) -> {
            for (NanoProcess each = process; each != null; each = each.parent()) {
                each.usage.cpuNanos += used.get(runner);
            }
        });
        for (NanoProcess process : watched) {
            if (process.isAlive()) {
                try {
                    check(process);
                } catch (RuntimeException | Error e) {
                    end(process, e);
                }
            }
        }
    }

    /** Who can't be watched can't go on; the others are still looked after. */
    private static void end(NanoProcess process, Throwable failure) {
        try {
            process.die(Death.exhausted(Resource.HEAP, "it can't be measured: " + failure));
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, () -> process + " can't be ended: " + e);
        }
    }

    /** By thread, the nano-process among the watched that it entered last. */
    private Map<Thread, NanoProcess> running() {
        Map<Thread, NanoProcess> running = new IdentityHashMap<>();
        for (NanoProcess process : watched) {
            Thread inside = process.turn().inside();
            if (inside != null) {
                running.merge(inside, process, (a, b) -> a.turn().entry() > b.turn().entry() ? a : b);
            }
        }
        return running;
    }

    /** Processor time since the last look; where it isn't known, as for virtual threads, all of the time. */
    private long usedSince(Thread runner) {
        long cpu = runner.isVirtual() ? -1 : threads.getThreadCpuTime(runner.threadId());
        long now = cpu >= 0 ? cpu : System.nanoTime();
        Long before = lastCpu.put(runner, now);
        return before == null ? 0 : Math.max(0, now - before);
    }

    private void check(NanoProcess process) {
        Limits limits = process.limits();
        if (System.nanoTime() - process.spawnedAt() > limits.get(Resource.WALL_CLOCK)) {
            process.die(Death.exhausted(Resource.WALL_CLOCK, ""));
        } else if (process.usage.cpuNanos > limits.get(Resource.CPU_TIME)) {
            process.die(Death.exhausted(Resource.CPU_TIME, ""));
        } else if (limits.of(Resource.HEAP).isPresent()) {
            checkHeap(process, limits.get(Resource.HEAP));
        }
    }

    private void checkHeap(NanoProcess process, long limit) {
        Set<Thread> inside = Collections.newSetFromMap(new IdentityHashMap<>());
        for (NanoProcess each : process.subtree()) {
            Thread thread = each.turn().inside();
            if (thread != null) {
                inside.add(thread);
            }
        }
        if (inside.isEmpty()) {
            return;
        }
        long allocated = 0;
        boolean known = inside.equals(process.usage.measuredThreads);
        for (Thread each : inside) {
            long bytes = each.isVirtual() ? -1 : threads.getThreadAllocatedBytes(each.threadId());
            known &= bytes >= 0;
            allocated += bytes;
        }
        if (known && allocated - process.usage.allocatedAtMeasure < limit / MEASURES) {
            return;
        }
        process.usage.measuredThreads = inside;
        process.usage.allocatedAtMeasure = allocated;
        if (process.heapSize(limit + 1) > limit) {
            confirm(process, limit);
        }
    }

    /**
     * What a thread refers to counts, also what it does in others that it called: so who is to die of it is measured once more by a thread that
     * is in its own code then.
     */
    private static void confirm(NanoProcess process, long limit) {
        process.usage.measuredThreads = Set.of();
        List<NanoProcess> subtree = process.subtree();
        for (NanoProcess each : subtree) {
            if (each.turn().inside() != null && !each.turn().isOut()) {
                each.atSafepoint(() -> {
                    if (each.runsHere() && process.isAlive() && process.heapSize(limit + 1) > limit) {
                        process.die(Death.exhausted(Resource.HEAP, ""));
                    }
                });
                return;
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
