// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import org.jwasm.nodes.instrument.LocalVariables;

import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;

/** A root whose nodes can say where they stand in the text of a module. */
public interface CodeRoot {

    /**
     * The text of an instruction.
     *
     * @param codeOffset see {@link CodePosition}
     */
    SourceSection section(int codeOffset);

    /** The locals of the function; null before an instrument looks at it. */
    LocalVariables variables();

    /** The text of the instruction that a node came from; null if that isn't known. */
    static SourceSection sectionOf(Node node, int codeOffset) {
        if (codeOffset < 0) {
            return null;
        }
        RootNode root = node.getRootNode();
        return root instanceof CodeRoot code ? code.section(codeOffset) : null;
    }

    /** Whether the locals around a node can be seen. */
    static boolean hasScope(Node node) {
        return variables(node) != null;
    }

    /** The locals around a node. */
    static Object scope(Node node, Frame frame) throws UnsupportedMessageException {
        LocalVariables variables = variables(node);
        if (variables == null) {
            throw UnsupportedMessageException.create();
        }
        return variables.scope(frame);
    }

    /** The locals of the function that a node is in; null before an instrument looks at it. */
    static LocalVariables variables(Node node) {
        return node.getRootNode() instanceof CodeRoot code ? code.variables() : null;
    }
}
