// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What a nano-process may use up; what isn't limited is free, up to what its ancestors may. Immutable.
 *
 * <pre>{@code
 * Limits limits = Limits.NONE.memory(16 << 20).fuel(1_000_000_000).deadline(Duration.ofSeconds(2));
 * }</pre>
 */
public final class Limits {

    /** Nothing is limited. */
    public static final Limits NONE = new Limits(Map.of(), false);

    private final Map<Resource, Long> limits;
    private final boolean growthFails;

    private Limits(Map<Resource, Long> limits, boolean growthFails) {
        this.limits = limits;
        this.growthFails = growthFails;
    }

    /**
     * These limits with that of one resource set.
     *
     * @param amount in the unit of the resource
     * @throws IllegalArgumentException if the amount is negative
     */
    public Limits with(Resource resource, long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("the limit of " + resource + " can't be " + amount);
        }
        EnumMap<Resource, Long> changed = new EnumMap<>(Resource.class);
        changed.putAll(limits);
        changed.put(resource, amount);
        return new Limits(changed, growthFails);
    }

    /** Instructions to execute. */
    public Limits fuel(long units) {
        return with(Resource.FUEL, units);
    }

    /** Bytes of linear memory. */
    public Limits memory(long bytes) {
        return with(Resource.MEMORY, bytes);
    }

    /** Bytes of the host's heap. */
    public Limits heap(long bytes) {
        return with(Resource.HEAP, bytes);
    }

    /** Time from spawning on. */
    public Limits deadline(Duration time) {
        return with(Resource.WALL_CLOCK, nanos(time));
    }

    /** Processor time. */
    public Limits cpuTime(Duration time) {
        return with(Resource.CPU_TIME, nanos(time));
    }

    /** Elements of tables. */
    public Limits tableElements(long elements) {
        return with(Resource.TABLE_ELEMENTS, elements);
    }

    /** Handles to capabilities. */
    public Limits handles(long count) {
        return with(Resource.HANDLES, count);
    }

    /** Capabilities derived or granted that aren't revoked. */
    public Limits capabilities(long count) {
        return with(Resource.CAPABILITIES, count);
    }

    /** Calls active at once. */
    public Limits callDepth(int calls) {
        return with(Resource.CALL_DEPTH, calls);
    }

    /** Files, directories and sockets open at once. */
    public Limits openFiles(long count) {
        return with(Resource.OPEN_FILES, count);
    }

    /** Bytes written to files, streams, sockets and logs. */
    public Limits output(long bytes) {
        return with(Resource.OUTPUT, bytes);
    }

    /** Nano-processes below it, and how deep they may nest. */
    public Limits children(long count, int depth) {
        return with(Resource.CHILDREN, count).with(Resource.DEPTH, depth);
    }

    /**
     * What a limit of memories, tables, files or output refuses fails for the guest, with -1 or an error number, instead of ending
     * it.
     */
    public Limits growthFails() {
        return new Limits(limits, true);
    }

    /** See {@link #growthFails()}. */
    public boolean isGrowthToFail() {
        return growthFails;
    }

    /** The limit of a resource, if it has one. */
    public OptionalLong of(Resource resource) {
        Long limit = limits.get(resource);
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** The limit of a resource, or {@link Long#MAX_VALUE}. */
    public long get(Resource resource) {
        return limits.getOrDefault(resource, Long.MAX_VALUE);
    }

    private static long nanos(Duration time) {
        try {
            return time.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Limits that && that.limits.equals(limits) && that.growthFails == growthFails;
    }

    @Override
    public int hashCode() {
        return limits.hashCode();
    }

    @Override
    public String toString() {
        return limits.isEmpty() ? "no limits" : limits.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).sorted().collect(
                        Collectors.joining(", "));
    }
}
