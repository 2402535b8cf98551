package org.jwasm.instantiation;

import org.jwasm.capabilities.Capability;
import org.jwasm.nodes.call.CallDispatchNode;
import org.jwasm.nodes.call.CallDispatchNodeGen;
import org.jwasm.nodes.call.TrampolineNode;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.V128;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmI31;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.nodes.Node;

/**
 * Calls from one nano-process into another, on the caller's thread. Numbers, vectors, {@code i31} and capabilities pass;
 * other references would be shared state, and trap.
 */
final class CrossCallNode extends Node {

    @Child private CallDispatchNode dispatch = CallDispatchNodeGen.create();
    @Child private TrampolineNode trampoline = TrampolineNode.create();

    /** A call as by {@link org.jwasm.runtime.Arguments}; {@code objects} may be null. */
    void execute(CellFunction callee, long[] numbers, Object[] objects) {
        check(objects);
        callee.gate.enter();
        try {
            call(callee, numbers, objects);
            check(objects);
        } catch (Throwable e) {
            CompilerDirectives.transferToInterpreter();
            // Whatever came out of the nano-process has left its state unfinished. Its caller only learns that.
            throw callee.gate.fail(e);
        } finally {
            callee.gate.leave();
        }
    }

    private void call(CellFunction callee, long[] numbers, Object[] objects) {
        TruffleContext context = callee.context();
        WasmFunction function = callee.function();
        if (context == null || function == null) {
            CompilerDirectives.transferToInterpreter();
            throw WasmException.of(FailureType.TRAP, callee + " is dead", this);
        }
        Object previous = context.enter(this);
        try {
            Object[] arguments = {function.receiver(), numbers, objects};
            trampoline.execute(dispatch.execute(function, arguments), arguments);
        } finally {
            context.leave(this, previous);
        }
    }

    private void check(Object[] objects) {
        if (objects != null) {
            checkAll(objects);
        }
    }

    @TruffleBoundary
    private void checkAll(Object[] objects) {
        for (Object object : objects) {
            if (!(object == null || object instanceof V128 || object instanceof WasmI31 || object instanceof Capability)) {
                throw WasmException.of(FailureType.TRAP, "a reference that is no capability can't pass from one nano-process to another", this);
            }
        }
    }
}
