// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import java.util.Set;

import org.jwasm.nodes.CodeRoot;
import org.jwasm.nodes.FrameLayout;
import org.jwasm.nodes.instrument.LocalVariables;
import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.CompiledCalls;
import org.jwasm.runtime.CompiledCode;
import org.jwasm.runtime.FuelTank;
import org.jwasm.runtime.FunctionLink;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.TrapSites;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmInstance;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.InstrumentableNode.WrapperNode;
import com.oracle.truffle.api.instrumentation.StandardTags.CallTag;
import com.oracle.truffle.api.instrumentation.StandardTags.StatementTag;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;

/** The root of a function that a module defines. Spec: Execution, Function Calls. */
public final class WasmRootNode extends TrapSites.Root implements CodeRoot {

    private final ModuleCode code;
    private final int function;
    private final SlotKinds slots;
    private final int params;
    private final boolean compilable;
    private final boolean metered;
    /** Null before an instrument looks at statements. */
    private LocalVariables variables;
    @Child private FunctionBody body;
    /** The way to what takes its place when it is hot; null if nothing does. */
    private FunctionLink link;
    /** The same for as long as there is no instrument. */
    private FunctionLink successor;
    private boolean staysTree;
    private int callInterval;
    private int callsLeft;
    private int roundsLeft;
    // Machine code of Graal's that knows nothing of it stays valid.
    @CompilationFinal private CompiledCode compiled;
    /** Decides whether Graal takes over from the compiled code; null if it never does. */
    @CompilationFinal private Takeover takeover;
    /** Whether it has ever left by an exhausted stack. */
    private boolean wasExhausted;

    public WasmRootNode(TruffleLanguage<?> language, FrameDescriptor frame, ModuleCode code, int function, SlotKinds slots, FunctionBody body) {
        super(language, frame);
        this.code = code;
        this.function = function;
        this.slots = slots;
        this.params = code.module().functionType(function).functionType().params().size();
        this.body = body;
        this.compilable = body.isCompilable();
        this.metered = code.profile().metered();
    }

    /**
     * Lets compiled code take its place, once there is some.
     *
     * @param calls after how many calls it is asked for
     * @param rounds after how many rounds of its loops
     * @param stays whether it goes on to run where it is called itself, and only calls by compiled code go to compiled code
     */
    public void replaceAfter(int calls, int rounds, FunctionLink compiledFunction, boolean stays) {
        staysTree = stays;
        callInterval = Math.max(calls, 1);
        callsLeft = callInterval;
        roundsLeft = rounds;
        link = compiledFunction;
        successor = compiledFunction;
        body.pollEvery(rounds);
    }

    /** Lets Graal have it after all if it is called for long enough, where the compiled code only bridges the time until then. */
    public void mayTakeOver() {
        takeover = new Takeover();
    }

    @Override
    public Object execute(VirtualFrame frame) {
        if (CompiledCalls.isAnnouncement(frame)) {
            return null;
        }
        if (CompilerDirectives.inInterpreter() && compiled == null && link != null) {
            lookForCode();
        }
        if (compiled != null && (takeover == null || !takeover.isHere())) {
            return takeover == null ? CompiledCalls.call(compiled, frame, this) : takeover.call(compiled, frame, this);
        }
        try {
            enter(frame);
            if (metered) {
                return executeMetered(frame);
            }
            body.execute(frame);
            return body.tailCall(frame);
        } catch (Throwable e) {
            // Where a StackOverflowError itself is caught, compiled code always goes to the interpreter.
            if (e instanceof StackOverflowError) {
                throw exhausted();
            }
            throw e;
        }
    }

    // Nothing is thrown away or locked here, as there may be no stack for what comes after that.
    private WasmException exhausted() {
        boolean first = !wasExhausted;
        wasExhausted = true;
        return first ? WasmException.firstTrap(TrapKind.CALL_STACK_EXHAUSTED, this) : WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, this);
    }

    private void lookForCode() {
        FunctionLink way = link;
        if (variables != null) {
            link = null;
        } else {
            CompiledCode found = way.code();
            if (found == null && --callsLeft <= 0) {
                callsLeft = callInterval;
                way.called(callInterval);
                found = way.code();
            }
            if (found == FunctionLink.NONE) {
                link = null;
            } else if (found != null && staysTree) {
                link = null;
            } else if (found != null) {
                compiled = found;
            }
        }
    }

    /** Whether it is small enough for the compiler. */
    public boolean isCompilable() {
        return compilable;
    }

    /** Whether there may be compiled code for it. */
    boolean hasLink() {
        return link != null && variables == null;
    }

    /** What goes on at a loop in place of the tree: null if there is nothing yet, {@link FunctionLink#NONE} if there never is. */
    CompiledCode compiledLoop(LoopEntry loop, int rounds) {
        FunctionLink way = link;
        if (way == null || loop == null) {
            return FunctionLink.NONE;
        }
        if (roundsLeft > 0) {
            roundsLeft -= rounds;
        }
        return roundsLeft > 0 ? null : way.looped(loop.offset(), rounds);
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
        WasmInstance instance = code.instance(arguments[Arguments.INSTANCE]);
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
        // What becomes bytecode of the JVM isn't worth Graal's time. That it never does may be known before the next call looks.
        FunctionLink way = link;
        return compilable && (way == null || way.code() == FunctionLink.NONE || takeover != null && takeover.isDecided());
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

    /** Every stack frame of an exception is asked this; the default looks for it in the text, and so has the module printed. */
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
        return variables;
    }

    /** Statements are there only if something asks for them: until then a function is no slower for it. */
    @Override
    protected void prepareForInstrumentation(Set<Class<?>> tags) {
        code.text().require();
        if (successor != null) {
            successor.retire();
            successor = null;
            link = null;
            compiled = null;
            takeover = null;
        }
        if (variables == null && (tags.contains(StatementTag.class) || tags.contains(CallTag.class))) {
            InstrumentedFunction instrumented = code.instrumented(function);
            variables = instrumented.variables();
            Node old = body instanceof WrapperNode wrapper ? wrapper.getDelegateNode() : body;
            old.replace(instrumented.body());
        }
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
