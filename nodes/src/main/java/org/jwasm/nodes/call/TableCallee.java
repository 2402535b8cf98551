// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.call;

import org.jwasm.nodes.AddressNode;
import org.jwasm.nodes.FrameLayout;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.Deoptimization;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.DefinedType;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;

/** A function in a table, of a type that is checked: what {@code call_indirect} calls. */
public final class TableCallee extends Callee {

    private final DefinedType type;
    private final int depth;
    private final int table;
    @CompilationFinal private boolean typesDiffered;
    @Child private AddressNode index;

    public TableCallee(DefinedType type, int table, WasmNode index) {
        this.type = type;
        this.depth = type.depth();
        this.table = table;
        this.index = new AddressNode(index);
    }

    @Override
    WasmFunction execute(VirtualFrame frame) {
        long position = index.execute(frame);
        WasmInstance instance = (WasmInstance) frame.getObjectStatic(FrameLayout.INSTANCE);
        return callee(instance.table(table).elements(), position);
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
            Deoptimization.invalidate();
            typesDiffered = true;
        }
        if (!actual.isSubtype(type, depth)) {
            throw trap(TrapKind.INDIRECT_CALL_TYPE_MISMATCH);
        }
    }

    /** The suite wants to know which element. */
    @TruffleBoundary
    private WasmException uninitialized(long position) {
        TrapKind kind = TrapKind.UNINITIALIZED_ELEMENT;
        return WasmException.of(kind.failureType(), kind.text() + " " + position, this);
    }

    // Thrown by compiled code, not by the interpreter: two exits in a row, here and in the inline cache behind, may become one that invalidates the code.
    private WasmException trap(TrapKind kind) {
        return WasmException.trap(kind, this);
    }
}
