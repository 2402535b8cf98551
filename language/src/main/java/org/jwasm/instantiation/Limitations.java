// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instantiation;

import java.util.function.UnaryOperator;

import org.jwasm.runtime.FuelTank;
import org.jwasm.runtime.ResourceLimiter;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.MemoryType;

/**
 * What the embedder allows an instance.
 *
 * @param memoryPages the most pages of 64 KiB that one memory may have
 * @param tableElements the most elements that one table may have
 * @param fuel what metered code pays with, or null if code isn't metered
 * @param limiter asked before memories and tables grow
 * @param buffers whether others want to see its shared memories as buffers; see {@link WasmMemory#buffer}
 * @param hostObjects gives the Java object behind a value of the host's, and null for other values; what it gives is called without interop
 */
public record Limitations(long memoryPages, long tableElements, FuelTank fuel, ResourceLimiter limiter, boolean buffers, UnaryOperator<Object> hostObjects) {

    /** Without buffers, and with interop for all that the host has. */
    public Limitations(long memoryPages, long tableElements, FuelTank fuel, ResourceLimiter limiter) {
        this(memoryPages, tableElements, fuel, limiter, false, _ -> null);
    }

    /** The same with buffers. */
    public Limitations withBuffers() {
        return new Limitations(memoryPages, tableElements, fuel, limiter, true, hostObjects);
    }

    /**
     * A new memory within the limits.
     *
     * @throws org.jwasm.runtime.WasmException exhaustion
     */
    public WasmMemory allocate(MemoryType type) {
        return new WasmMemory(type, memoryPages, limiter, buffers && type.shared());
    }
}
