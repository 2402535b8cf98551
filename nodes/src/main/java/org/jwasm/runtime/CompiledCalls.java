// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;

/** The way from call targets to compiled code. */
public final class CompiledCalls {

    private CompiledCalls() {
    }

    /**
     * An object of a class of compiled code, which has no fields and no constructor: finding one for each of thousands of classes, each time for a single object, takes as
     * long as loading them. The class is initialized before.
     *
     * @throws LinkageError the class is not as classes are
     */
    public static CompiledCode instantiate(Class<?> type) {
        return (CompiledCode) RawBytes.allocate(type);
    }

    /** Whether a root is called for nothing but that instruments hear of it, which they do at the first call: without arguments. */
    public static boolean isAnnouncement(VirtualFrame frame) {
        return frame.getArguments().length == 0;
    }

    /**
     * Calls compiled code with the arguments of a call target.
     *
     * @param root of the call target
     */
    public static Object call(CompiledCode compiled, VirtualFrame frame, RootNode root) {
        Object[] arguments = frame.getArguments();
        WasmInstance instance = (WasmInstance) arguments[Arguments.INSTANCE];
        long[] numbers = (long[]) arguments[Arguments.NUMBERS];
        Object[] objects = arguments.length > Arguments.OBJECTS ? (Object[]) arguments[Arguments.OBJECTS] : null;
        return call(compiled, instance, numbers, objects, root);
    }

    /** Calls compiled code with what it takes, see {@link CompiledCode#call}. */
    @TruffleBoundary(transferToInterpreterOnException = false)
    public static Object call(CompiledCode compiled, WasmInstance instance, long[] numbers, Object[] objects, RootNode root) {
        try {
            return compiled.call(instance, numbers, objects);
        } catch (StackOverflowError e) {
            throw WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, root);
        } catch (AbstractTruffleException e) {
            CompiledFrames.left(e);
            throw e;
        }
    }
}
