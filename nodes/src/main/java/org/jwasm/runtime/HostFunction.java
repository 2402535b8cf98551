// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import org.jwasm.structure.FunctionType;

import com.oracle.truffle.api.interop.TruffleObject;

/**
 * A function that the host implements in Java; what WASI offers to modules is of number types only.
 *
 * <p>It is called behind a Truffle boundary, with the context of the guest entered.
 */
public interface HostFunction extends TruffleObject {

    /** The name for stack traces and link errors. */
    String name();

    FunctionType type();

    /**
     * Runs the function.
     *
     * @param memory memory 0 of the module that imports the function, or null if it has none
     * @param values the arguments in order (floats by their bits, i32 sign-extended), at least as long as the longer of
     *            parameters and results; the results replace them
     */
    void call(WasmMemory memory, long[] values);

    /**
     * The same for a function that takes or gives references.
     *
     * @param references as {@code values}, for the references; null if the type has none
     */
    default void call(WasmMemory memory, long[] values, @SuppressWarnings("unused") Object[] references) {
        call(memory, values);
    }
}
