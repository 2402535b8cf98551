package org.jwasm.nodes.call;

import org.jwasm.nodes.CodePosition;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.Arguments;
import org.jwasm.structure.FunctionType;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;

/** A call with its arguments, whatever is done with the results. Spec: Execution, Control Instructions, call. */
public abstract class Invocation extends Node implements CodePosition {

    private static final long[] NO_NUMBERS = {};

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
            CompilerDirectives.transferToInterpreterAndInvalidate();
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
}
