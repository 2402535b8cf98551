// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess.spi;

import org.jwasm.runtime.HeapBoundary;
import org.jwasm.runtime.WasmException;

/** The way into a nano-process, for those who call it from another one. */
public abstract class Gate extends HeapBoundary {

    /**
     * What came out of it has left its state unfinished: nobody comes in any more. A field, which can be set where there is no stack left
     * for a call.
     */
    public volatile boolean broken;

    /**
     * It allocates or cleans up for a typed call: until that is done, no other is called from there, and nobody comes in. Only of meaning to
     * the thread inside.
     */
    public boolean confined;

    /**
     * Comes in, or waits until it is this thread's turn. The same thread may come in again.
     *
     * @param caller who is called from, or null for the host
     *
     * @throws org.jwasm.runtime.WasmThrown if the nano-process is dead, if waiting would never end, or if there isn't enough stack left for
     *             it; it hasn't come in then
     */
    public abstract void enter(Gate caller);

    /**
     * Makes sure that there is stack enough to come in, as {@link #enter} does itself: before anything is done for a call.
     *
     * @throws org.jwasm.runtime.WasmThrown if there isn't
     */
    public abstract void requireStack(Gate caller);

    /**
     * What a reference that comes in from elsewhere is inside: a capability of the other is delegated to this one, numbers stay what
     * they are.
     *
     * @param from where it comes from, or null for the host
     * @throws org.jwasm.runtime.WasmThrown if it is a capability that can't be handed on
     * @throws org.jwasm.runtime.WasmException a trap if it is a reference to state
     */
    public abstract Object receive(Object reference, Gate from);

    /** It wants to import what it wasn't granted: something for the audit log. */
    public abstract void lacks(String module, String name);

    /**
     * Goes out again; once for each time it came in.
     *
     * @throws org.jwasm.runtime.WasmException if the caller died meanwhile
     */
    public abstract void leave(Gate caller);

    public abstract boolean isDead();

    /**
     * Charges for handles, or gives back what was charged.
     *
     * @return false if there may be no more
     */
    public abstract boolean chargeHandles(long delta);

    /** What the nano-process dies of if it is to blame for what {@link #chargeHandles} refused last. */
    public abstract WasmException handlesExhausted();

    /**
     * Has the nano-process die of what came out of it.
     *
     * @return what the caller gets to see
     */
    public abstract RuntimeException fail(Throwable failure);
}
