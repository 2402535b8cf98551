// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

/** Told what happens to a memory; an embedder's that has views of memories. */
public interface MemoryObserver {

    /** A memory has grown, perhaps by nothing. Called by the thread that made it grow, with no lock held. */
    void grown(WasmMemory memory);

    /**
     * Those who wait at an address are to be woken.
     *
     * @param count at most how many, positive
     * @return how many of those were woken that wait in the embedder's way
     */
    int notified(WasmMemory memory, long address, int count);
}
