package org.jwasm.nodes.call;

import org.jwasm.nodes.FrameLayout;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.FunctionType;

import com.oracle.truffle.api.frame.VirtualFrame;

/** {@code call} of an imported function. */
public final class ImportInvocation extends Invocation {

    private final int function;
    @Child private CallDispatchNode dispatch = CallDispatchNodeGen.create();

    public ImportInvocation(FunctionType type, int function, WasmNode[] arguments, int codeOffset) {
        super(type, arguments, codeOffset);
        this.function = function;
    }

    @Override
    void execute(VirtualFrame frame, long[] numberArray, Object[] objectArray) {
        evaluateArguments(frame, numberArray, objectArray);
        WasmFunction callee = ((WasmInstance) frame.getObjectStatic(FrameLayout.INSTANCE)).function(function);
        dispatch.execute(callee, pack(callee.receiver(), numberArray, objectArray));
    }
}
