// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.FrameLayout;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmThrown;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;

/** What a handler does with the exceptions of one tag, or of any. Spec: Structure, Control Instructions, catch. */
public final class CatchClause {

    /** Instead of a tag index: catches every exception. */
    public static final int ALL = -1;
    /** Instead of a slot: nobody asks for the reference to the exception. */
    public static final int NO_REFERENCE = -1;

    private final int tag;
    private final ValueSlots values;
    private final int reference;
    final int target;
    /** Whether it ever caught something: compiled code has only the handlers that are in use. */
    @CompilationFinal private boolean used;

    /**
     * @param tag a tag index, or {@link #ALL}
     * @param values where the values go that the exception carries; none for {@link #ALL}
     * @param reference the slot for the exception itself, or {@link #NO_REFERENCE}
     * @param target the region to go on with
     */
    public CatchClause(int tag, ValueSlots values, int reference, int target) {
        this.tag = tag;
        this.values = values;
        this.reference = reference;
        this.target = target;
    }

    boolean matches(VirtualFrame frame, WasmThrown thrown) {
        return tag == ALL || ((WasmInstance) frame.getObjectStatic(FrameLayout.INSTANCE)).tag(tag) == thrown.tag();
    }

    boolean isUsed() {
        return used;
    }

    /** Puts the exception where the target looks for it. */
    void take(VirtualFrame frame, WasmThrown thrown) {
        if (tag != ALL) {
            values.store(frame, thrown.numbers(), thrown.objects());
        }
        if (reference != NO_REFERENCE) {
            frame.setObjectStatic(reference, thrown);
        }
    }

    /** Like {@link #take}, in the interpreter, which learns from it. */
    void takeFirst(VirtualFrame frame, WasmThrown thrown) {
        used = true;
        take(frame, thrown);
    }
}
