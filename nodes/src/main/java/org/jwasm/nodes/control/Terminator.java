// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.CodePosition;
import org.jwasm.nodes.CodeRoot;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;

/** How a region ends. Compiled code asks for the class, so that branches are control flow; the interpreter just executes. */
public abstract sealed class Terminator extends Node permits Goto, BranchIf, BranchTable, Return, Throw, ThrowReference, Unreachable {

    /** Not a region: the function is done. */
    public static final int END = -1;

    /** The region to go on with, or {@link #END}. */
    abstract int execute(VirtualFrame frame);

    @Override
    public SourceSection getSourceSection() {
        return this instanceof CodePosition position ? CodeRoot.sectionOf(this, position.codeOffset()) : null;
    }
}
