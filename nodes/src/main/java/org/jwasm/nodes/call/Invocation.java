// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.call;

import org.jwasm.nodes.CodePosition;
import org.jwasm.nodes.CodeRoot;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.Deoptimization;
import org.jwasm.structure.FunctionType;

import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.GenerateWrapper;
import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.ProbeNode;
import com.oracle.truffle.api.instrumentation.StandardTags.CallTag;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.interop.NodeLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;

/** A call with its arguments, whatever is done with the results. Spec: Execution, Control Instructions, call. */
@GenerateWrapper
@ExportLibrary(NodeLibrary.class)
public abstract class Invocation extends Node implements CodePosition, InstrumentableNode {

    private static final long[] NO_NUMBERS = {};
    private static final WasmNode[] NO_ARGUMENTS = {};

    @Children private final WasmNode[] arguments;
    private final int numbers;
    private final int objects;
    private final int codeOffset;
    @Child private TrampolineNode trampoline;

    protected Invocation(FunctionType type, WasmNode[] arguments, int codeOffset) {
        this.arguments = arguments;
        this.numbers = Arguments.numbers(type);
        this.objects = Arguments.objects(type);
        this.codeOffset = codeOffset;
    }

    /** For the wrapper. */
    protected Invocation(Invocation wrapped) {
        this.arguments = NO_ARGUMENTS;
        this.numbers = wrapped.numbers;
        this.objects = wrapped.objects;
        this.codeOffset = wrapped.codeOffset;
    }

    /**
     * Evaluates the arguments and calls.
     *
     * @param numberArray from {@link #newNumbers}, {@code objectArray} from {@link #newObjects}; they hold the results
     *            afterwards
     */
    abstract void execute(VirtualFrame frame, long[] numberArray, Object[] objectArray);

    final long[] newNumbers() {
        return numbers == 0 ? NO_NUMBERS : new long[numbers];
    }

    final Object[] newObjects() {
        return objects == 0 ? null : new Object[objects];
    }

    final void evaluateArguments(VirtualFrame frame, long[] numberArray, Object[] objectArray) {
        evaluate(frame, arguments, numberArray, objectArray);
    }

    /** Puts the values of expressions into the arrays of a call, see {@link Arguments}. */
    @ExplodeLoop
    static void evaluate(VirtualFrame frame, WasmNode[] expressions, long[] numberArray, Object[] objectArray) {
        int number = 0;
        int object = 0;
        for (WasmNode expression : expressions) {
            if (expression instanceof RefNode reference) {
                objectArray[object++] = reference.executeObject(frame);
            } else if (expression instanceof V128Node vector) {
                objectArray[object++] = vector.executeVector(frame);
            } else {
                numberArray[number++] = expression.executeBits(frame);
            }
        }
    }

    /** Makes the call that the callee ended in, if any; {@code result} is what it returned. */
    final void completeTailCall(Object result, Object[] packed) {
        if (result == null) {
            return;
        }
        if (trampoline == null) {
            // Compiled code has a loop only where there was a tail call once.
            Deoptimization.invalidate();
            trampoline = insert(TrampolineNode.create());
        }
        trampoline.execute(result, packed);
    }

    static Object[] pack(Object receiver, long[] numberArray, Object[] objectArray) {
        return objectArray == null ? new Object[]{receiver, numberArray} : new Object[]{receiver, numberArray, objectArray};
    }

    @Override
    public final int codeOffset() {
        return codeOffset;
    }

    @Override
    public SourceSection getSourceSection() {
        return CodeRoot.sectionOf(this, codeOffset);
    }

    @Override
    public boolean isInstrumentable() {
        return true;
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == CallTag.class;
    }

    @Override
    public WrapperNode createWrapper(ProbeNode probe) {
        return new InvocationWrapper(this, this, probe);
    }

    @ExportMessage
    final boolean hasScope(@SuppressWarnings("unused") Frame frame) {
        return CodeRoot.hasScope(this);
    }

    @ExportMessage
    final Object getScope(Frame frame, @SuppressWarnings("unused") boolean nodeEnter) throws UnsupportedMessageException {
        return CodeRoot.scope(this, frame);
    }
}
