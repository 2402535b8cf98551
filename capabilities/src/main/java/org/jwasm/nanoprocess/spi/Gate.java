package org.jwasm.nanoprocess.spi;

/** The way into a nano-process, for those who call it from another one. */
public interface Gate {

    /**
     * Comes in, or waits until it is this thread's turn. The same thread may come in again.
     *
     * @param caller who is called from, or null for the host
     *
     * @throws org.jwasm.runtime.WasmThrown if the nano-process is dead, or if waiting would never end; it hasn't come in then
     */
    void enter(Gate caller);

    /**
     * What a reference that comes in from elsewhere is inside: a capability of the other is delegated to this one, numbers stay what
     * they are.
     *
     * @param from where it comes from, or null for the host
     * @throws org.jwasm.runtime.WasmThrown if it is a capability that can't be handed on
     * @throws org.jwasm.runtime.WasmException a trap if it is a reference to state
     */
    Object receive(Object reference, Gate from);

    /** It wants to import what it wasn't granted: something for the audit log. */
    void lacks(String module, String name);

    /**
     * Goes out again; once for each time it came in.
     *
     * @throws org.jwasm.runtime.WasmException if the caller died meanwhile
     */
    void leave(Gate caller);

    /**
     * Has the nano-process die of what came out of it.
     *
     * @return what the caller gets to see
     */
    RuntimeException fail(Throwable failure);
}
