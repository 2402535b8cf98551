// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.lang.invoke.MethodHandle;

/** A function in the compiled tier: how compiled code calls it. */
public abstract class FunctionLink {

    /** The newest way to call it: takes the arguments, then the receiver of the {@link WasmFunction}. */
    public abstract MethodHandle entry();

    /** The code, compiled now if it was not yet; null if the function stays in the interpreter. */
    public abstract CompiledCode compile();
}
