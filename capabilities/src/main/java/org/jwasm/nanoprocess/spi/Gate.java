package org.jwasm.nanoprocess.spi;

import org.jwasm.runtime.WasmException;

/** The way into a nano-process, for those who call it from another one. */
public interface Gate {

    /**
     * Comes in, or waits until it is this thread's turn. The same thread may come in again.
     *
     * @throws org.jwasm.runtime.WasmException a trap if the nano-process is dead, or if waiting would never end
     */
    void enter();

    /** Goes out again; once for each time it came in. */
    void leave();

    boolean isDead();

    /**
     * Charges for handles, or gives back what was charged.
     *
     * @return false if there may be no more
     */
    boolean chargeHandles(long delta);

    /** What the nano-process dies of if it is to blame for what {@link #chargeHandles} refused last. */
    WasmException handlesExhausted();

    /**
     * Has the nano-process die of what came out of it.
     *
     * @return what the caller gets to see
     */
    RuntimeException fail(Throwable failure);
}
