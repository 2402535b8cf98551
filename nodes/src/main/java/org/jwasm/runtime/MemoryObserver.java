package org.jwasm.runtime;

/** Told when a memory grows; an embedder's that has views of memories. */
@FunctionalInterface
public interface MemoryObserver {

    /** A memory has grown, perhaps by nothing. Called by the thread that made it grow, with no lock held. */
    void grown(WasmMemory memory);
}
