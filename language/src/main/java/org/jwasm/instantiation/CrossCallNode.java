// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instantiation;

import java.util.Arrays;

import org.jwasm.nanoprocess.spi.Gate;
import org.jwasm.nodes.call.CallDispatchNode;
import org.jwasm.nodes.call.CallDispatchNodeGen;
import org.jwasm.nodes.call.TrampolineNode;
import org.jwasm.runtime.CallFailure;
import org.jwasm.runtime.WasmFunction;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.nodes.Node;

/**
 * Calls from one nano-process into another, on the caller's thread. Numbers, vectors, {@code i31} and capabilities pass;
 * other references would be shared state, and don't. What goes wrong on the other side is an exception that the caller can catch.
 */
final class CrossCallNode extends Node {

    @Child private CallDispatchNode dispatch = CallDispatchNodeGen.create();
    @Child private TrampolineNode trampoline = TrampolineNode.create();

    /** A call as by {@link org.jwasm.runtime.Arguments}; {@code objects} may be null. */
    void execute(CellCall call, long[] numbers, Object[] objects) {
        CellFunction callee = call.callee();
        if (objects != null) {
            callee.gate.requireStack(call.caller());
            receive(objects, callee.argumentObjects(), callee.gate, call.caller());
        }
        callee.gate.enter(call.caller());
        try {
            call(callee, numbers, objects);
        } catch (Throwable e) {
            callee.gate.broken = true;
            // Whatever came out of the nano-process has left its state unfinished. Its caller only learns that.
            throw callee.gate.fail(e);
        } finally {
            callee.gate.leave(call.caller());
        }
        if (objects != null && call.caller() != null) {
            receive(objects, callee.resultObjects(), call.caller(), callee.gate);
        }
    }

    private void call(CellFunction callee, long[] numbers, Object[] objects) {
        TruffleContext context = callee.context();
        WasmFunction function = callee.function();
        if (context == null || function == null) {
            throw dead(callee);
        }
        Object previous = context.enter(this);
        try {
            Object[] arguments = {function.receiver(), numbers, objects};
            trampoline.execute(dispatch.execute(function, arguments), arguments);
        } finally {
            context.leave(this, previous);
        }
    }

    @TruffleBoundary
    private static RuntimeException dead(CellFunction callee) {
        return CallFailure.of(CallFailure.DEAD, callee + " is dead");
    }

    /** Of so many references that pass, capabilities are handed on; what else is there stays behind. */
    @TruffleBoundary(transferToInterpreterOnException = false)
    private static void receive(Object[] objects, int count, Gate receiver, Gate sender) {
        for (int i = 0; i < count; i++) {
            objects[i] = receiver.receive(objects[i], sender);
        }
        Arrays.fill(objects, count, objects.length, null);
    }
}
