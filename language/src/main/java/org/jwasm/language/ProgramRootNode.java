// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import org.jwasm.program.Program;
import org.jwasm.program.Program.Outcome;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.FunctionType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;

/** What evaluating the source of a {@link Program} does: runs it to its end. */
final class ProgramRootNode extends RootNode {

    private final ModuleCode code;
    private final Program program;

    ProgramRootNode(WasmLanguage language, ModuleCode code, Program program) {
        super(language);
        this.code = code;
        this.program = program;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        program.ends(run(WasmContext.get(this)));
        return true;
    }

    @TruffleBoundary(transferToInterpreterOnException = false)
    private Outcome run(WasmContext context) {
        program.isLoaded();
        WasmInstance instance = context.createInstance(code, program.imports());
        boolean initializes = instance.extern(Program.INITIALIZE) instanceof WasmFunction;
        boolean starts = instance.extern(Program.START) instanceof WasmFunction;
        if (initializes && !call(instance, Program.INITIALIZE) || starts && !call(instance, Program.START)) {
            return Outcome.TAKES_PARAMETERS;
        }
        return initializes || starts ? Outcome.RAN : Outcome.NO_PROGRAM;
    }

    /** Calls an export, unless it takes parameters; its results are nobody's concern. */
    private static boolean call(WasmInstance instance, String name) {
        WasmFunction function = (WasmFunction) instance.extern(name);
        FunctionType type = function.definedType().functionType();
        if (!type.params().isEmpty()) {
            return false;
        }
        int results = type.results().size();
        function.call(new long[results], new Object[results]);
        return true;
    }

    @Override
    public boolean isInternal() {
        return true;
    }
}
