// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import org.jwasm.nodes.call.CallDispatchNode;
import org.jwasm.nodes.call.CallDispatchNodeGen;
import org.jwasm.nodes.call.TrampolineNode;
import org.jwasm.runtime.WasmFunction;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.nodes.Node;

/** Has the target of a transfer allocate; its context is entered. Spec: Canonical ABI, {@code LiftLowerContext.allocate}. */
final class ReallocNode extends Node {

    @Child private CallDispatchNode dispatch = CallDispatchNodeGen.create();
    @Child private TrampolineNode trampoline = TrampolineNode.create();

    /** The address of so many bytes. */
    long execute(Transfer transfer, int alignment, long size) {
        if (transfer.staging != null) {
            return transfer.staging.allocate(transfer, alignment, size);
        }
        CanonicalInstance target = transfer.target;
        WasmFunction realloc = target.realloc();
        long[] numbers = numbers(alignment, size);
        Object[] arguments = {realloc.receiver(), numbers, null};
        boolean before = target.mayLeave();
        target.setMayLeave(false);
        try {
            trampoline.execute(dispatch.execute(realloc, arguments), arguments);
        } catch (Throwable e) {
            CompilerDirectives.transferToInterpreter();
            throw CanonicalFault.in(target, e);
        } finally {
            target.setMayLeave(before);
        }
        return checked(transfer, alignment, size, numbers[0]);
    }

    /** The same from outside of guest code. */
    static long allocate(Transfer transfer, int alignment, long size) {
        CanonicalInstance target = transfer.target;
        long[] numbers = numbers(alignment, size);
        boolean before = target.mayLeave();
        target.setMayLeave(false);
        try {
            target.realloc().call(numbers, null);
        } catch (Throwable e) {
            throw CanonicalFault.in(target, e);
        } finally {
            target.setMayLeave(before);
        }
        return checked(transfer, alignment, size, numbers[0]);
    }

    private static long[] numbers(int alignment, long size) {
        return new long[]{0, 0, alignment, size};
    }

    private static long checked(Transfer transfer, int alignment, long size, long result) {
        long pointer = result & 0xFFFF_FFFFL;
        if ((pointer & alignment - 1) != 0 || !transfer.to.inBounds(pointer, size)) {
            CompilerDirectives.transferToInterpreter();
            throw transfer.targetFault("`" + CoreExports.REALLOC + "` returns " + pointer + " for " + size + " bytes aligned to " + alignment +
                            ", which is " + ((pointer & alignment - 1) != 0 ? "misaligned" : "out of bounds"));
        }
        return pointer;
    }
}
