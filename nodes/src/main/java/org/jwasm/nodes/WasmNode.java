// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.TrapSites;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.StorageKind;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;

/**
 * A piece of a function body without control flow out of it: an instruction together with the instructions that compute
 * its operands.
 *
 * <p>Nodes hold nothing of an instance: that is in the frame, see {@link FrameLayout}.
 */
public abstract class WasmNode extends Node implements CodePosition {

    /** Runs for the effect; a value, if any, is dropped. */
    public abstract void executeVoid(VirtualFrame frame);

    /** The value of a number as the bits in which it is passed, see {@link org.jwasm.runtime.Arguments}. */
    public long executeBits(@SuppressWarnings("unused") VirtualFrame frame) {
        throw CompilerDirectives.shouldNotReachHere("not a number");
    }

    /** What kind of value it has, or null: it has none. */
    public StorageKind kind() {
        return null;
    }

    @Override
    public int codeOffset() {
        return -1;
    }

    @Override
    public SourceSection getSourceSection() {
        return CodeRoot.sectionOf(this, codeOffset());
    }

    protected static WasmInstance instance(VirtualFrame frame) {
        return (WasmInstance) frame.getObjectStatic(FrameLayout.INSTANCE);
    }

    /** To be thrown by the caller. */
    public final WasmException trap(TrapKind kind) {
        TrapSites.enter(this);
        return WasmException.trap(kind, this);
    }
}
