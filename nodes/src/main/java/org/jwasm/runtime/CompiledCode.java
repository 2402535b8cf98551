// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

/** A function that was translated to bytecode of the JVM, shared by all instances. */
public abstract class CompiledCode {

    /**
     * Runs the function.
     *
     * @param numbers the arguments, then the results, see {@link Arguments}; likewise {@code objects}, which may be null
     * @return null, or the {@link TailCall} that the caller is to make in its stead
     */
    public abstract Object call(WasmInstance instance, long[] numbers, Object[] objects);
}
