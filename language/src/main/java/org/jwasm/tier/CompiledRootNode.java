package org.jwasm.tier;

import org.jwasm.nodes.CodeRoot;
import org.jwasm.nodes.instrument.LocalVariables;
import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.CompiledCode;
import org.jwasm.runtime.CompiledFrames;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmInstance;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;

/** The way from call targets to the compiled code of a function. */
final class CompiledRootNode extends RootNode implements CodeRoot {

    private final ModuleCode code;
    private final int function;
    private final CompiledCode compiled;

    CompiledRootNode(TruffleLanguage<?> language, ModuleCode code, int function, CompiledCode compiled) {
        super(language);
        this.code = code;
        this.function = function;
        this.compiled = compiled;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        WasmInstance instance = (WasmInstance) arguments[Arguments.INSTANCE];
        long[] numbers = (long[]) arguments[Arguments.NUMBERS];
        Object[] objects = arguments.length > Arguments.OBJECTS ? (Object[]) arguments[Arguments.OBJECTS] : null;
        return call(instance, numbers, objects);
    }

    @TruffleBoundary
    private Object call(WasmInstance instance, long[] numbers, Object[] objects) {
        try {
            return compiled.call(instance, numbers, objects);
        } catch (StackOverflowError e) {
            throw WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, this);
        } catch (AbstractTruffleException e) {
            CompiledFrames.left(e);
            throw e;
        }
    }

    @Override
    public boolean isCloningAllowed() {
        return false;
    }

    @Override
    public String getName() {
        return code.module().functionName(function);
    }

    @Override
    public String getQualifiedName() {
        return code.module().name() + "." + getName();
    }

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public SourceSection getSourceSection() {
        return code.text().function(function);
    }

    @Override
    public SourceSection section(int codeOffset) {
        return code.text().instruction(function, codeOffset);
    }

    @Override
    public LocalVariables variables() {
        return null;
    }

    @Override
    public String toString() {
        return getName();
    }
}
