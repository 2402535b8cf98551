// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import org.jwasm.program.Program;
import org.jwasm.program.Program.Outcome;
import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;

/** What evaluating the source of a {@link Program} does: runs it to its end. */
final class ProgramRootNode extends RootNode {

    private static final Object[] NOTHING = {};

    private final ModuleCode code;
    private final Program program;

    ProgramRootNode(WasmLanguage language, ModuleCode code, Program program) {
        super(language);
        this.code = code;
        this.program = program;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        run(WasmContext.get(this));
        return true;
    }

    @TruffleBoundary(transferToInterpreterOnException = false)
    private void run(WasmContext context) {
        program.isLoaded();
        rehearseFailure();
        WasmInstance instance = context.createInstance(code, program.imports());
        Object[] arguments = program.call().arguments();
        WasmFunction initialize = function(instance, Program.INITIALIZE);
        WasmFunction called = function(instance, program.call().function());
        if (!takes(initialize, NOTHING) || !takes(called, arguments)) {
            program.ends(Outcome.TAKES_PARAMETERS, NOTHING);
            return;
        }
        if (initialize != null) {
            call(initialize, NOTHING);
        }
        Object[] results = called == null ? NOTHING : call(called, arguments);
        program.ends(initialize == null && called == null ? Outcome.NO_PROGRAM : Outcome.RAN, results);
    }

    /** Loads what Truffle needs when a call first fails: until now none has ended, and a guest that runs out of stack leaves none for that. */
    private void rehearseFailure() {
        try {
            new Failing(getLanguage(WasmLanguage.class)).getCallTarget().call();
        } catch (WasmException e) {
            assert e.failureType() == FailureType.EXHAUSTION;
        }
    }

    private static final class Failing extends RootNode {

        Failing(WasmLanguage language) {
            super(language);
        }

        @Override
        public Object execute(VirtualFrame frame) {
            throw WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, this);
        }
    }

    /** Null if the instance exports nothing or something else under the name. */
    private static WasmFunction function(WasmInstance instance, String name) {
        return instance.extern(name) instanceof WasmFunction function ? function : null;
    }

    private static boolean takes(WasmFunction function, Object[] arguments) {
        return function == null || function.definedType().functionType().params().size() == arguments.length;
    }

    private static Object[] call(WasmFunction function, Object[] arguments) {
        FunctionType type = function.definedType().functionType();
        long[] numbers = new long[Arguments.numbers(type)];
        Object[] objects = new Object[Arguments.objects(type)];
        for (int i = 0; i < arguments.length; i++) {
            numbers[i] = Arguments.toBits((NumberType) type.params().get(i), arguments[i]);
        }
        function.call(numbers, objects);
        Object[] results = new Object[type.results().size()];
        int number = 0;
        int object = 0;
        for (int i = 0; i < results.length; i++) {
            results[i] = type.results().get(i) instanceof NumberType kind ? Arguments.fromBits(kind, numbers[number++]) : objects[object++];
        }
        return results;
    }

    @Override
    public boolean isInternal() {
        return true;
    }
}
