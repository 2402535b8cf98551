// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.call;

import org.jwasm.nodes.FrameLayout;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.control.SlotKinds;
import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.Deoptimization;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.TailCall;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.structure.FunctionType;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/**
 * Statements before the end of a function that ends in a call. Spec: Execution, Control Instructions, return_call,
 * return_call_indirect, return_call_ref.
 */
public final class TailCallNodes {

    private TailCallNodes() {
    }

    /** Puts a {@link TailCall} into a slot, from where the root of the function returns it. */
    private abstract static class Park extends WasmNode {
        private final int slot;
        private final int numbers;
        private final int objects;
        private final int codeOffset;
        @Children private final WasmNode[] arguments;

        Park(int slot, FunctionType type, WasmNode[] arguments, int codeOffset) {
            this.slot = slot;
            this.numbers = Arguments.numbers(type);
            this.objects = Arguments.objects(type);
            this.arguments = arguments;
            this.codeOffset = codeOffset;
        }

        final Object[] evaluateArguments(VirtualFrame frame) {
            long[] numberArray = new long[numbers];
            Object[] objectArray = objects == 0 ? null : new Object[objects];
            Invocation.evaluate(frame, arguments, numberArray, objectArray);
            return Invocation.pack(null, numberArray, objectArray);
        }

        final void park(VirtualFrame frame, RootCallTarget target, Object receiver, Object[] packed) {
            packed[Arguments.INSTANCE] = receiver;
            frame.setObjectStatic(slot, new TailCall(target, packed));
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    /** {@code return_call} of a function of the same module. */
    public static final class Direct extends Park {
        private final ModuleCode code;
        private final int function;
        @CompilationFinal private RootCallTarget target;

        public Direct(int slot, ModuleCode code, int function, WasmNode[] arguments, int codeOffset) {
            super(slot, code.module().functionType(function).functionType(), arguments, codeOffset);
            this.code = code;
            this.function = function;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object[] packed = evaluateArguments(frame);
            if (target == null) {
                Deoptimization.invalidate();
                target = code.target(function);
            }
            park(frame, target, frame.getObjectStatic(FrameLayout.INSTANCE), packed);
        }
    }

    /** The others, whose function is known at run time. */
    public static final class OfFunction extends Park {
        @Child private Callee callee;

        public OfFunction(int slot, FunctionType type, Callee callee, WasmNode[] arguments, int codeOffset) {
            super(slot, type, arguments, codeOffset);
            this.callee = callee;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object[] packed = evaluateArguments(frame);
            WasmFunction function = callee.execute(frame);
            park(frame, function.target(), function.receiver(), packed);
        }
    }

    /** Gives locals their initial values again, before a function starts over. */
    public static final class ResetLocals extends WasmNode {
        private final int firstSlot;
        @CompilationFinal(dimensions = 1) private final byte[] kinds;

        /** @param kinds of the slots from {@code firstSlot} on, see {@link SlotKinds} */
        public ResetLocals(int firstSlot, byte[] kinds) {
            this.firstSlot = firstSlot;
            this.kinds = kinds;
        }

        @Override
        @ExplodeLoop
        public void executeVoid(VirtualFrame frame) {
            for (int i = 0; i < kinds.length; i++) {
                SlotKinds.reset(frame, firstSlot + i, kinds[i]);
            }
        }
    }
}
