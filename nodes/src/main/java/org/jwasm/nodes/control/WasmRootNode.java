package org.jwasm.nodes.control;

import org.jwasm.nodes.FrameLayout;
import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.FuelTank;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmInstance;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;

/** The root of a function that a module defines. Spec: Execution, Function Calls. */
public final class WasmRootNode extends RootNode {

    private final ModuleCode code;
    private final int function;
    private final SourceSection section;
    private final SlotKinds slots;
    private final int params;
    private final boolean compilable;
    private final boolean metered;
    @Child private FunctionBody body;

    /** @param section of the whole module, unavailable */
    public WasmRootNode(TruffleLanguage<?> language, FrameDescriptor frame, ModuleCode code, int function, SourceSection section,
                    SlotKinds slots, FunctionBody body) {
        super(language, frame);
        this.code = code;
        this.function = function;
        this.section = section;
        this.slots = slots;
        this.params = code.module().functionType(function).functionType().params().size();
        this.body = body;
        this.compilable = body.isCompilable();
        this.metered = code.profile().metered();
    }

    @Override
    public Object execute(VirtualFrame frame) {
        try {
            enter(frame);
            if (metered) {
                return executeMetered(frame);
            }
            body.execute(frame);
            return body.tailCall(frame);
        } catch (StackOverflowError e) {
            CompilerDirectives.transferToInterpreter();
            throw WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, this);
        }
    }

    private Object executeMetered(VirtualFrame frame) {
        FuelTank fuel = ((WasmInstance) frame.getObjectStatic(FrameLayout.INSTANCE)).fuel();
        fuel.enter(this);
        try {
            body.execute(frame);
            return body.tailCall(frame);
        } finally {
            fuel.leave();
        }
    }

    private void enter(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        WasmInstance instance = (WasmInstance) arguments[Arguments.INSTANCE];
        frame.setObjectStatic(FrameLayout.INSTANCE, instance);
        frame.setObjectStatic(FrameLayout.MEMORY, instance.memory());
        long[] numbers = (long[]) arguments[Arguments.NUMBERS];
        Object[] objects = arguments.length > Arguments.OBJECTS ? (Object[]) arguments[Arguments.OBJECTS] : null;
        int behindParams = slots.receive(frame, numbers, objects, FrameLayout.LOCALS, params);
        if (CompilerDirectives.inCompiledCode()) {
            slots.initialize(frame, behindParams);
        }
    }

    @Override
    protected boolean prepareForCompilation(boolean rootCompilation, int compilationTier, boolean lastTier) {
        return compilable;
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
    public SourceSection getSourceSection() {
        return section;
    }

    /** The index of the function in its module. */
    public int function() {
        return function;
    }

    @Override
    public String toString() {
        return getName();
    }
}
