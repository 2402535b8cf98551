package org.jwasm.nodes.call;

import org.jwasm.nodes.AddressNode;
import org.jwasm.nodes.FrameLayout;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.DefinedType;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;

/** {@code call_indirect}: a call through a table, with a check of the type. */
public final class IndirectInvocation extends Invocation {

    private final DefinedType type;
    private final int table;
    @CompilationFinal private boolean typesDiffered;
    @Child private AddressNode index;
    @Child private CallDispatchNode dispatch = CallDispatchNodeGen.create();

    public IndirectInvocation(DefinedType type, int table, WasmNode index, WasmNode[] arguments, int codeOffset) {
        super(type.functionType(), arguments, codeOffset);
        this.type = type;
        this.table = table;
        this.index = new AddressNode(index);
    }

    @Override
    void execute(VirtualFrame frame, long[] numberArray, Object[] objectArray) {
        evaluateArguments(frame, numberArray, objectArray);
        long position = index.execute(frame);
        WasmInstance instance = (WasmInstance) frame.getObjectStatic(FrameLayout.INSTANCE);
        WasmFunction callee = callee(instance.table(table).elements(), position);
        dispatch.execute(callee, pack(callee.receiver(), numberArray, objectArray));
    }

    private WasmFunction callee(Object[] elements, long position) {
        if (position < 0 || position >= elements.length) {
            throw trap(TrapKind.UNDEFINED_ELEMENT);
        }
        WasmFunction callee = (WasmFunction) elements[(int) position];
        if (callee == null) {
            throw uninitialized(position);
        }
        if (callee.definedType() != type) {
            checkSubtype(callee.definedType());
        }
        return callee;
    }

    private void checkSubtype(DefinedType actual) {
        if (!typesDiffered) {
            // This is rare: compiled code has the way to the full check only where it was needed once.
            CompilerDirectives.transferToInterpreterAndInvalidate();
            typesDiffered = true;
        }
        if (!matches(actual)) {
            throw trap(TrapKind.INDIRECT_CALL_TYPE_MISMATCH);
        }
    }

    @TruffleBoundary
    private boolean matches(DefinedType actual) {
        return actual.matches(type);
    }

    /** The suite wants to know which element. */
    private WasmException uninitialized(long position) {
        CompilerDirectives.transferToInterpreter();
        TrapKind kind = TrapKind.UNINITIALIZED_ELEMENT;
        return WasmException.of(kind.failureType(), kind.text() + " " + position, this);
    }

    private WasmException trap(TrapKind kind) {
        CompilerDirectives.transferToInterpreter();
        return WasmException.trap(kind, this);
    }
}
