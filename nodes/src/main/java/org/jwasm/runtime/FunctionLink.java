package org.jwasm.runtime;

import java.lang.invoke.MethodHandle;

/** How compiled code calls a function that it knows at run time only. */
public abstract class FunctionLink {

    /** The newest way to call it: takes the arguments, then the receiver of the {@link WasmFunction}. */
    public abstract MethodHandle entry();
}
