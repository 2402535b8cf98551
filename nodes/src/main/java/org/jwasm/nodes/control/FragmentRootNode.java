// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.FrameLayout;
import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.TrapSites;
import org.jwasm.runtime.WasmInstance;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.VirtualFrame;

/** The root of a piece of a function that is called by compiled code, with the operands as arguments. */
public final class FragmentRootNode extends TrapSites.Root {

    private final ModuleCode code;
    private final int function;
    private final SlotKinds slots;
    private final int operands;
    @Child private FunctionBody body;

    /** @param region ends in a {@link Return} of the results */
    public FragmentRootNode(TruffleLanguage<?> language, FrameDescriptor frame, ModuleCode code, int function, SlotKinds slots, int operands,
                    Region region) {
        super(language, frame);
        this.code = code;
        this.function = function;
        this.slots = slots;
        this.operands = operands;
        this.body = new FunctionBody(new Region[]{region}, slots, true, FunctionBody.NO_TAIL_CALLS);
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        WasmInstance instance = (WasmInstance) arguments[Arguments.INSTANCE];
        frame.setObjectStatic(FrameLayout.INSTANCE, instance);
        frame.setObjectStatic(FrameLayout.MEMORY, instance.memory());
        long[] numbers = (long[]) arguments[Arguments.NUMBERS];
        Object[] objects = arguments.length > Arguments.OBJECTS ? (Object[]) arguments[Arguments.OBJECTS] : null;
        slots.receive(frame, numbers, objects, FrameLayout.LOCALS, operands);
        body.execute(frame);
        return null;
    }

    /** The function has a frame of its own in traces. */
    @Override
    public boolean isInternal() {
        return true;
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
    public String toString() {
        return "fragment of " + getName();
    }
}
