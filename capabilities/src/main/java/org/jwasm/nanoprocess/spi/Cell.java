// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess.spi;

import java.util.concurrent.Future;

import org.jwasm.structure.FunctionType;
import org.jwasm.wit.WitFunction;

/** One isolated instance. Only one thread at a time is inside, which the {@link Gate} sees to. */
public interface Cell {

    /**
     * Fills the cell with an instance, and runs its start function; the gate is entered.
     *
     * @throws org.jwasm.runtime.WasmException unlinkable, a trap, or exhaustion
     */
    void instantiate(LoadedImage image);

    /** Whether there is an exported function of that name. */
    boolean exportsFunction(String name);

    /**
     * Calls an exported function; the gate is entered.
     *
     * @param arguments numbers as their boxes, references as capabilities or null
     * @return null, a value, or an {@code Object[]} of several
     * @throws IllegalArgumentException if there is no such function, or the arguments don't fit; nothing was called then
     * @throws CellExit if the guest ended itself
     * @throws org.jwasm.runtime.WasmException a trap or exhaustion
     */
    Object call(String export, Object[] arguments);

    /**
     * Something that other cells can import: an exported function, called through the gate.
     *
     * @throws IllegalArgumentException if there is no such function
     */
    Object function(String export);

    /**
     * The same with a type: the {@link org.jwasm.nanoprocess.TypedFunction#target()}.
     *
     * @throws IllegalArgumentException if there is no such function, or it can't have that type
     */
    Object function(String export, WitFunction type);

    /**
     * Calls what {@link #function(String, WitFunction)} gave; the gate is entered.
     *
     * @throws IllegalArgumentException if the arguments don't fit; nothing was called then
     * @throws CellExit if the guest ended itself
     * @throws org.jwasm.runtime.WasmException a trap or exhaustion
     */
    Object call(Object typedFunction, Object[] arguments);

    /** The type of an exported function, or null if there is none. */
    FunctionType type(String export);

    /** Stops what runs inside, waits until it has, and lets go of everything. */
    void cancel(String why);

    /**
     * Has the threads inside do something at their next safepoint, wherever they are then.
     *
     * @return done when all have done it, or there was none; null if there is no instance yet, or no longer
     */
    Future<Void> atSafepoint(Runnable action);

    /**
     * The bytes of heap that the cell holds on to.
     *
     * @param enough at which measuring may stop
     */
    long heapSize(long enough);
}
