// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import java.nio.charset.StandardCharsets;

import org.jwasm.nanoprocess.spi.Gate;
import org.jwasm.nodes.call.CallDispatchNode;
import org.jwasm.nodes.call.CallDispatchNodeGen;
import org.jwasm.nodes.call.TrampolineNode;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmThrown;
import org.jwasm.wit.Layout;
import org.jwasm.wit.PrimitiveType;
import org.jwasm.wit.Result;
import org.jwasm.wit.ResultType;
import org.jwasm.wit.WitFunction;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.nodes.Node;

/**
 * Calls of one type from one nano-process into another, or to the host, on the caller's thread. Spec: Canonical ABI,
 * {@code canon lower}, {@code canon lift}.
 *
 * <p>Who breaks a rule of the ABI traps. If it is the callee, or if that traps otherwise, its caller gets an error where the
 * function's result is a {@code result<T, string>} or {@code result<T>}, and traps too where not.
 */
final class TypedCallNode extends Node {

    static final String CANNOT_LEAVE = "a nano-process can't call others from `" + CoreExports.REALLOC + "` or `" + CoreExports.POST_RETURN + "...`";
    /** Types of more parts than this aren't worth being compiled into their caller. */
    private static final int LARGE = 60;

    private final WitFunction type;
    private final boolean large;
    private final boolean argumentsInMemory;
    private final boolean resultInMemory;
    private final boolean resultAllocates;
    private final int coreNumbers;
    private final int resultPointer;
    private final Layout argumentsLayout;
    private final Layout resultLayout;
    @Child private RecordNode arguments;
    @Child private ValueNode result;
    @Child private ReallocNode realloc = new ReallocNode();
    @Child private CallDispatchNode dispatch = CallDispatchNodeGen.create();
    @Child private TrampolineNode trampoline = TrampolineNode.create();
    @Child private CallDispatchNode postReturnDispatch = CallDispatchNodeGen.create();
    @Child private TrampolineNode postReturnTrampoline = TrampolineNode.create();

    private TypedCallNode(WitFunction type) {
        this.type = type;
        this.large = partCount(type) > LARGE;
        this.argumentsInMemory = type.hasParametersInMemory();
        this.resultInMemory = type.hasResultInMemory();
        this.resultAllocates = type.result() != null && CoreExports.hasPointer(type.result());
        this.coreNumbers = Math.max(type.lifted().parameters().size(), type.lifted().results().size());
        this.resultPointer = type.lowered().parameters().size() - 1;
        this.argumentsLayout = Layout.ofAll(type.parameterTypes());
        this.resultLayout = type.result() == null ? null : Layout.of(type.result());
        this.arguments = new RecordNode(type.parameterTypes());
        this.result = type.result() == null ? null : ValueNode.create(type.result());
    }

    static TypedCallNode create(WitFunction type) {
        return new TypedCallNode(type);
    }

    /** @param numbers the core arguments, then the core results */
    void execute(LoweredImport imported, long[] numbers) {
        if (!imported.caller().mayLeave()) {
            CompilerDirectives.transferToInterpreter();
            throw WasmException.of(FailureType.TRAP, CANNOT_LEAVE, this);
        }
        if (imported.target() instanceof LiftedFunction callee) {
            if (large) {
                callLarge(imported.caller(), callee, numbers);
            } else {
                call(imported.caller(), callee, numbers);
            }
        } else {
            HostCalls.toHost(imported, numbers, this);
        }
    }

    @TruffleBoundary(transferToInterpreterOnException = false)
    private void callLarge(CanonicalInstance caller, LiftedFunction callee, long[] numbers) {
        call(caller, callee, numbers);
    }

    private void call(CanonicalInstance caller, LiftedFunction callee, long[] numbers) {
        Gate gate = callee.instance().gate();
        RuntimeException failure = null;
        Transfer staged = null;
        try {
            gate.enter(caller.gate());
        } catch (WasmThrown e) {
            failure = e;
        }
        if (failure == null) {
            try {
                staged = exchange(caller, callee, numbers);
            } catch (Throwable e) {
                failure = failed(caller, callee, e);
            } finally {
                gate.leave(caller.gate());
            }
        }
        if (failure != null) {
            report(caller, numbers, failure);
        } else if (staged != null) {
            takeOver(caller, staged, numbers);
        }
    }

    /** @return how far the result has come if its caller is to allocate for it, else null */
    private Transfer exchange(CanonicalInstance caller, LiftedFunction callee, long[] numbers) {
        CanonicalInstance target = callee.instance();
        TruffleContext context = target.context();
        WasmFunction function = callee.function();
        if (context == null || function == null) {
            throw dead(target, callee);
        }
        if (!target.mayLeave()) {
            CompilerDirectives.transferToInterpreter();
            throw CanonicalFault.of(caller, target + " can't be called while `" + CoreExports.REALLOC + "` of it runs");
        }
        long[] core = new long[coreNumbers];
        Object previous = context.enter(this);
        try {
            Transfer there = Transfer.ofArguments(caller, target);
            try {
                lowerArguments(there, numbers, core);
                invoke(function, core);
                there.checkReturned();
            } finally {
                there.end();
            }
            Transfer back = resultAllocates ? Transfer.ofResultToStaging(target, caller) : Transfer.ofResult(target, caller);
            CanonicalFault fault = copyResult(back, core, numbers);
            cleanUp(callee, core);
            if (fault != null) {
                CompilerDirectives.transferToInterpreter();
                throw fault;
            }
            return resultAllocates ? back : null;
        } finally {
            context.leave(this, previous);
        }
    }

    /** The caller allocates for what it gets; nobody else is inside any more, so that it keeps nobody waiting. */
    private void takeOver(CanonicalInstance caller, Transfer staged, long[] numbers) {
        try {
            Transfer back = Transfer.ofStagedResult(caller);
            result.copy(back, 0, resultAddress(back, numbers));
        } catch (Throwable e) {
            CompilerDirectives.transferToInterpreter();
            staged.undo();
            if (e instanceof CanonicalFault fault) {
                throw HostCalls.blame(fault, type, this);
            }
            throw e;
        } finally {
            caller.staging().end();
        }
    }

    private void lowerArguments(Transfer there, long[] numbers, long[] core) {
        try {
            if (argumentsInMemory) {
                long from = checkedPointer(there, numbers[0], argumentsLayout);
                long to = realloc.execute(there, argumentsLayout.alignment(), argumentsLayout.size());
                arguments.copy(there, from, to);
                core[0] = (int) to;
            } else {
                arguments.copyFlat(there, numbers, 0, core, 0);
            }
        } catch (Throwable e) {
            CompilerDirectives.transferToInterpreter();
            there.undo();
            throw e;
        }
    }

    private static long checkedPointer(Transfer transfer, long number, Layout layout) {
        long pointer = number & 0xFFFF_FFFFL;
        if ((pointer & layout.alignment() - 1) != 0 || !transfer.from.inBounds(pointer, layout.size())) {
            CompilerDirectives.transferToInterpreter();
            throw transfer.sourceFault("the pointer " + pointer + " to arguments or results is misaligned or out of bounds");
        }
        return pointer;
    }

    private void invoke(WasmFunction function, long[] core) {
        Object[] values = {function.receiver(), core, null};
        trampoline.execute(dispatch.execute(function, values), values);
    }

    /** @return what the caller is to blame for, which isn't the callee's business */
    private CanonicalFault copyResult(Transfer back, long[] core, long[] numbers) {
        if (result == null) {
            return null;
        }
        try {
            copyValue(back, core, numbers);
            return null;
        } catch (Throwable e) {
            CompilerDirectives.transferToInterpreter();
            back.undo();
            if (e instanceof CanonicalFault fault && fault.culprit() == back.target) {
                return fault;
            }
            throw e;
        }
    }

    private void copyValue(Transfer back, long[] core, long[] numbers) {
        if (!resultInMemory) {
            result.copyFlat(back, core, 0, numbers, 0);
            return;
        }
        long from = checkedPointer(back, core[0], resultLayout);
        // What allocates is always in memory; in staging, it comes first.
        long to = resultAllocates ? realloc.execute(back, resultLayout.alignment(), resultLayout.size()) : resultAddress(back, numbers);
        result.copy(back, from, to);
    }

    /** Where the caller wants it. */
    private long resultAddress(Transfer back, long[] numbers) {
        long to = numbers[resultPointer] & 0xFFFF_FFFFL;
        if ((to & resultLayout.alignment() - 1) != 0 || !back.to.inBounds(to, resultLayout.size())) {
            CompilerDirectives.transferToInterpreter();
            throw back.targetFault("the pointer " + to + " to results is misaligned or out of bounds");
        }
        return to;
    }

    /** Tells the callee that its results are no longer needed. */
    private void cleanUp(LiftedFunction callee, long[] core) {
        WasmFunction postReturn = callee.postReturn();
        if (postReturn != null) {
            CanonicalInstance target = callee.instance();
            boolean before = target.mayLeave();
            target.setMayLeave(false);
            try {
                Object[] values = {postReturn.receiver(), core, null};
                postReturnTrampoline.execute(postReturnDispatch.execute(postReturn, values), values);
            } finally {
                target.setMayLeave(before);
            }
        }
    }

    @TruffleBoundary
    private static CanonicalFault dead(CanonicalInstance target, LiftedFunction callee) {
        return CanonicalFault.of(target, callee + " is dead");
    }

    /** The callee couldn't be entered, or died. */
    @TruffleBoundary(transferToInterpreterOnException = false)
    private void report(CanonicalInstance caller, long[] numbers, RuntimeException failure) {
        if (caller.gate().isDead() || !reportsErrors()) {
            throw failure;
        }
        ResultType declared = (ResultType) type.result();
        HostCodec.OfFunction codec = new HostCodec.OfFunction(type);
        // What Java takes for text may have halves of characters, which UTF-8 has none of.
        String message = new String(String.valueOf(failure.getMessage()).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        Object error = codec.checkResult(Result.error(declared.error() == null ? null : message));
        try {
            codec.lowerResult(Transfer.ofResult(null, caller), error, numbers);
        } catch (CanonicalFault e) {
            throw HostCalls.blame(e, type, this);
        }
    }

    private boolean reportsErrors() {
        return type.result() instanceof ResultType declared && (declared.error() == null || declared.error() == PrimitiveType.STRING);
    }

    /** Either side is to blame: the caller traps, or the callee dies, and its caller gets to know what is returned. */
    @TruffleBoundary(transferToInterpreterOnException = false)
    private RuntimeException failed(CanonicalInstance caller, LiftedFunction callee, Throwable failure) {
        if (failure instanceof CanonicalFault fault && fault.culprit() == caller) {
            throw HostCalls.blame(fault, type, this);
        }
        callee.instance().gate().broken = true;
        return callee.instance().gate().fail(failure instanceof CanonicalFault fault ? HostCalls.cause(fault, type, this) : failure);
    }

    private static int partCount(WitFunction type) {
        int[] count = new int[1];
        type.parameterTypes().forEach(part -> WitFunction.contains(part, _ -> ++count[0] < 0));
        if (type.result() != null) {
            WitFunction.contains(type.result(), _ -> ++count[0] < 0);
        }
        return count[0];
    }
}
