// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.CodeRoot;
import org.jwasm.nodes.FrameLayout;
import org.jwasm.runtime.CompiledCalls;
import org.jwasm.runtime.CompiledCode;
import org.jwasm.runtime.FunctionLink;
import org.jwasm.runtime.TailCall;
import org.jwasm.runtime.WasmInstance;

import com.oracle.truffle.api.CompilerAsserts;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.GenerateWrapper;
import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.ProbeNode;
import com.oracle.truffle.api.instrumentation.StandardTags.RootBodyTag;
import com.oracle.truffle.api.instrumentation.StandardTags.RootTag;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.interop.NodeLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.BytecodeOSRNode;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.ExplodeLoop.LoopExplosionKind;
import com.oracle.truffle.api.nodes.LoopNode;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;

/**
 * The regions of a function and the loop that goes from one to the next.
 *
 * <p>There are two loops: a small one for the interpreter, which HotSpot compiles well, and one that partial evaluation
 * unrolls over the region index, so that branches become jumps of the machine code.
 */
@GenerateWrapper
@ExportLibrary(NodeLibrary.class)
public class FunctionBody extends Node implements BytecodeOSRNode, InstrumentableNode {

    static final int POLL_INTERVAL = 256;
    private static final int PARENT_FRAME = 3;
    /** In place of a slot: the function has no tail calls. */
    public static final int NO_TAIL_CALLS = -1;

    @Children final Region[] regions;
    @CompilationFinal private Object osrMetadata;
    private final SlotKinds slots;
    private final boolean compilable;
    private final int tailCallSlot;
    /** How often a loop goes round before it looks for others, and for compiled code. */
    int pollInterval = POLL_INTERVAL;

    /**
     * @param compilable whether the function is small enough for the compiler
     * @param tailCallSlot where the function leaves the call that it ends in, or {@link #NO_TAIL_CALLS}
     */
    public FunctionBody(Region[] regions, SlotKinds slots, boolean compilable, int tailCallSlot) {
        this.regions = regions;
        this.slots = slots;
        this.compilable = compilable;
        this.tailCallSlot = tailCallSlot;
    }

    /** For the wrapper. */
    protected FunctionBody(FunctionBody wrapped) {
        this(new Region[0], wrapped.slots, wrapped.compilable, wrapped.tailCallSlot);
    }

    boolean isCompilable() {
        return compilable;
    }

    /** Makes loops look for compiled code after so many rounds. */
    void pollEvery(int rounds) {
        pollInterval = Math.clamp(rounds, 1, POLL_INTERVAL);
    }

    public void execute(VirtualFrame frame) {
        if (CompilerDirectives.inInterpreter()) {
            interpret(frame, 0);
        } else {
            run(frame, 0);
        }
    }

    /** After execution: the call that is left to the caller, a {@link org.jwasm.runtime.TailCall}, or null. */
    Object tailCall(VirtualFrame frame) {
        return tailCallSlot == NO_TAIL_CALLS ? null : frame.getObjectStatic(tailCallSlot);
    }

    void interpret(VirtualFrame frame, int start) {
        int current = start;
        int backEdges = 0;
        while (current != Terminator.END) {
            Region region = regions[current];
            region.executeStatements(frame);
            int next = region.terminator.execute(frame);
            if (next <= current && next != Terminator.END && ++backEdges >= pollInterval) {
                backEdges = 0;
                if (pollBackEdges(frame, next)) {
                    return;
                }
            }
            current = next;
        }
    }

    /** Lets the host in, and goes over to compiled code if there is some: then the function is done. */
    final boolean pollBackEdges(VirtualFrame frame, int target) {
        TruffleSafepoint.poll(this);
        if (getRootNode() instanceof WasmRootNode root && root.hasLink()) {
            CompiledCode code = root.compiledLoop(regions[target].entry, pollInterval);
            if (code != FunctionLink.NONE) {
                if (code != null) {
                    leave(frame, code, regions[target].entry);
                }
                return code != null;
            }
        }
        if (!compilable) {
            return false;
        }
        LoopNode.reportLoopCount(this, pollInterval);
        return BytecodeOSRNode.pollOSRBackEdge(this, pollInterval) && BytecodeOSRNode.tryOSR(this, target, null, null, frame) != null;
    }

    /** Does the rest of the function in compiled code. */
    private void leave(VirtualFrame frame, CompiledCode code, LoopEntry loop) {
        long[] numbers = new long[Math.max(loop.values(), loop.numbers())];
        Object[] objects = new Object[Math.max(loop.values(), loop.objects())];
        slots.unload(frame, loop, numbers, objects);
        WasmInstance instance = (WasmInstance) frame.getObjectStatic(FrameLayout.INSTANCE);
        Object result = CompiledCalls.call(code, instance, numbers, objects, getRootNode());
        Object[] results = {instance, numbers, objects};
        if (result != null && tailCallSlot == NO_TAIL_CALLS) {
            TailCall.complete(result, results);
        } else if (result != null) {
            frame.setObjectStatic(tailCallSlot, result);
            return;
        }
        TailCall.passResults(results, frame.getArguments());
    }

    /** Loop counts live in an object: as a local variable they would make each iteration a new state to unroll. */
    static final class BackEdges {
        int count;
    }

    @ExplodeLoop(kind = LoopExplosionKind.MERGE_EXPLODE)
    void run(VirtualFrame frame, int start) {
        int current = start;
        BackEdges backEdges = new BackEdges();
        outer: while (current != Terminator.END) {
            CompilerAsserts.partialEvaluationConstant(current);
            Region region = regions[current];
            if (region.loopHead) {
                TruffleSafepoint.poll(this);
                if (CompilerDirectives.hasNextTier() && ++backEdges.count >= POLL_INTERVAL) {
                    LoopNode.reportLoopCount(this, POLL_INTERVAL);
                    backEdges.count = 0;
                }
            }
            region.executeStatements(frame);
            Terminator terminator = region.terminator;
            if (terminator instanceof Goto jump) {
                current = jump.target;
                continue;
            }
            if (terminator instanceof BranchIf branch) {
                if (branch.test(frame)) {
                    current = branch.whenTrue;
                    continue;
                } else {
                    current = branch.whenFalse;
                    continue;
                }
            }
            if (terminator instanceof BranchTable table) {
                int[] targets = table.choices;
                int index = table.choice(frame);
                // The compiler turns this chain into a jump table.
                for (int i = 0; i < targets.length - 1; i++) {
                    if (index == i) {
                        current = targets[i];
                        continue outer;
                    }
                }
                current = targets[targets.length - 1];
                continue;
            }
            // What stands behind the loop would be shared by all ends of the function, so they come round once more.
            current = terminator.execute(frame);
        }
    }

    @Override
    public Object executeOSR(VirtualFrame osrFrame, int target, Object interpreterState) {
        run(osrFrame, target);
        if (tailCallSlot != NO_TAIL_CALLS) {
            Frame parentFrame = (Frame) osrFrame.getArguments()[PARENT_FRAME];
            parentFrame.setObjectStatic(tailCallSlot, osrFrame.getObjectStatic(tailCallSlot));
        }
        return this;
    }

    @Override
    public SourceSection getSourceSection() {
        return getRootNode() == null ? null : getRootNode().getSourceSection();
    }

    @Override
    public boolean isInstrumentable() {
        return true;
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == RootTag.class || tag == RootBodyTag.class;
    }

    @Override
    public WrapperNode createWrapper(ProbeNode probe) {
        return new FunctionBodyWrapper(this, this, probe);
    }

    @Override
    public Object getOSRMetadata() {
        return osrMetadata;
    }

    @Override
    public void setOSRMetadata(Object metadata) {
        this.osrMetadata = metadata;
    }

    @Override
    public Object[] storeParentFrameInArguments(VirtualFrame parentFrame) {
        Object[] arguments = parentFrame.getArguments();
        Object[] stored = new Object[PARENT_FRAME + 1];
        System.arraycopy(arguments, 0, stored, 0, Math.min(arguments.length, PARENT_FRAME));
        stored[PARENT_FRAME] = parentFrame;
        return stored;
    }

    @Override
    public Frame restoreParentFrameFromArguments(Object[] arguments) {
        return (Frame) arguments[PARENT_FRAME];
    }

    @Override
    public void copyIntoOSRFrame(VirtualFrame osrFrame, VirtualFrame parentFrame, int target, Object targetMetadata) {
        slots.copy(parentFrame, osrFrame);
    }

    @Override
    public void restoreParentFrame(VirtualFrame osrFrame, VirtualFrame parentFrame) {
        // The compiled loop runs on to the end of the function, so nobody looks at the old frame again, but for what executeOSR puts there.
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
