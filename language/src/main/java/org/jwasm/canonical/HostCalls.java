// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import org.jwasm.nanoprocess.TypedFunction;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.StackProbe;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.wit.WitFunction;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.nodes.Node;

/** Typed calls between a nano-process and the host. */
public final class HostCalls {

    private HostCalls() {
    }

    /**
     * Calls an exported function; its nano-process's gate is entered.
     *
     * @throws IllegalArgumentException if the arguments don't fit; nothing was called then
     * @throws WasmException a trap or exhaustion
     */
    public static Object fromHost(LiftedFunction callee, Object[] arguments) {
        HostCodec.OfFunction codec = callee.codec();
        Object[] checked = codec.checkArguments(arguments);
        CanonicalInstance target = callee.instance();
        TruffleContext context = target.context();
        WasmFunction function = callee.function();
        if (context == null || function == null) {
            throw WasmException.of(FailureType.TRAP, callee + " is dead");
        }
        if (!target.mayLeave()) {
            throw WasmException.of(FailureType.TRAP, target + " can't be called while `" + CoreExports.REALLOC + "` of it runs");
        }
        Object previous = context.enter(null);
        try {
            long[] core = call(codec, Transfer.ofArguments(null, target), checked, function);
            Object result = codec.liftResult(Transfer.ofResult(target, null), core);
            WasmFunction postReturn = callee.postReturn();
            if (postReturn != null) {
                target.setMayLeave(false);
                postReturn.call(core, null);
                target.setMayLeave(true);
            }
            return result;
        } catch (CanonicalFault e) {
            throw blame(e, callee.type(), null);
        } finally {
            context.leave(null, previous);
        }
    }

    private static long[] call(HostCodec.OfFunction codec, Transfer there, Object[] checked, WasmFunction function) {
        try {
            long[] core;
            try {
                core = codec.lowerArguments(there, checked);
            } catch (IllegalArgumentException e) {
                there.undo();
                throw e;
            }
            function.call(core, null);
            there.checkReturned();
            return core;
        } finally {
            there.end();
        }
    }

    /** Calls a function written in Java. */
    @TruffleBoundary
    static void toHost(LoweredImport imported, long[] numbers, Node location) {
        // A guest that recurses through the host must leave it the stack that it takes.
        if (imported.isUnfamiliar()) {
            StackProbe.large(location);
        } else {
            StackProbe.medium(location);
        }
        HostCodec.OfFunction codec = imported.codec();
        Transfer there = Transfer.ofArguments(imported.caller(), null);
        try {
            Object[] arguments = codec.liftArguments(there, numbers);
            Object checked = codec.checkResult(((TypedFunction.Implementation) imported.target()).call(arguments));
            if (imported.caller().gate().isDead()) {
                throw WasmException.of(FailureType.TRAP, imported.caller() + " is dead", location);
            }
            codec.lowerResult(Transfer.ofResult(null, imported.caller()), checked, numbers);
        } catch (CanonicalFault e) {
            throw blame(e, imported.type(), location);
        } catch (AbstractTruffleException e) {
            throw e;
        } catch (Exception e) {
            throw WasmException.of(FailureType.TRAP, "the host's function `" + imported.type() + "` failed: " + e.getMessage(), location);
        } finally {
            there.end();
        }
    }

    /** What the side gets to see that is to blame. */
    static RuntimeException blame(CanonicalFault fault, WitFunction type, Node location) {
        Throwable cause = cause(fault, type, location);
        throw HostCalls.<RuntimeException> unchecked(cause);
    }

    static Throwable cause(CanonicalFault fault, WitFunction type, Node location) {
        return fault.getCause() != null ? fault.getCause()
                        : WasmException.of(FailureType.TRAP, "call of `" + type.name() + "`: " + fault.getMessage(), location);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
