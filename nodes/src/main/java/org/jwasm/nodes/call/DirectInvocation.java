package org.jwasm.nodes.call;

import org.jwasm.nodes.FrameLayout;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.ModuleCode;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.DirectCallNode;

/** {@code call} of a function of the same module. */
public final class DirectInvocation extends Invocation {

    private final ModuleCode code;
    private final int function;
    @Child private DirectCallNode callNode;
    @Child private TrampolineNode trampoline;

    public DirectInvocation(ModuleCode code, int function, WasmNode[] arguments, int codeOffset) {
        super(code.module().functionType(function).functionType(), arguments, codeOffset);
        this.code = code;
        this.function = function;
    }

    @Override
    void execute(VirtualFrame frame, long[] numberArray, Object[] objectArray) {
        evaluateArguments(frame, numberArray, objectArray);
        if (callNode == null) {
            // What is never called is never built.
            CompilerDirectives.transferToInterpreterAndInvalidate();
            callNode = insert(DirectCallNode.create(code.target(function)));
        }
        Object[] packed = pack(frame.getObjectStatic(FrameLayout.INSTANCE), numberArray, objectArray);
        Object tailCall = callNode.call(packed);
        if (tailCall != null) {
            completeTailCall(tailCall, packed);
        }
    }

    private void completeTailCall(Object tailCall, Object[] packed) {
        if (trampoline == null) {
            // Compiled code has a loop only where there was a tail call once.
            CompilerDirectives.transferToInterpreterAndInvalidate();
            trampoline = insert(TrampolineNode.create());
        }
        trampoline.execute(tailCall, packed);
    }
}
