// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.lang.invoke.MethodHandle;

/**
 * A function in the compiled tier: how compiled code calls it, and how its tree gets to its code. Trees tell how hot they are;
 * what is made of that comes later, or never. Safe for use by many threads.
 */
public abstract class FunctionLink {

    /** Stands for code that there will never be. */
    public static final CompiledCode NONE = new CompiledCode() {
        @Override
        public Object call(WasmInstance instance, long[] numbers, Object[] objects) {
            throw new IllegalStateException("no compiled code");
        }
    };

    private volatile CompiledCode code;
    private volatile CompiledCode compiled;

    /** The code: null before there is some, {@link #NONE} if the function stays in the interpreter. */
    public final CompiledCode code() {
        return code;
    }

    /** The code that other compiled code calls in place of the call target or {@link #entry}; null if there is none. */
    final CompiledCode compiled() {
        return compiled;
    }

    protected final void setCode(CompiledCode newCode) {
        code = newCode;
    }

    /** Lets compiled code call the code itself from now on, or, if that is null, the call target or {@link #entry} only. */
    protected final void setCompiled(CompiledCode newCode) {
        compiled = newCode;
    }

    /** It stays in the interpreter from now on, where instruments see it; calls that are under way come to their end. */
    public abstract void retire();

    /** The newest way to call it: takes the arguments, then the receiver of the {@link WasmFunction}. */
    public abstract MethodHandle entry();

    /** Its tree was called so many times more. */
    public abstract void called(int calls);

    /**
     * A loop of its tree went round so many times more.
     *
     * @param loop offset of the instruction in the module's bytes, or -1 for the function itself, which ended in a call of itself
     * @return code that goes on at the head of the loop, with locals and operands by their places in the arrays, first all locals; null
     *         if there is none yet, or {@link #NONE}
     */
    public abstract CompiledCode looped(int loop, int rounds);
}
