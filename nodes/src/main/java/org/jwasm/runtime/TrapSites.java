// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.Arrays;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;

/**
 * The instructions of a function that have trapped. Compiled code knows the way to a trap only for these: at all others it goes to the interpreter, once,
 * and is compiled anew, so that what never traps costs a check without a call, and what always traps stays compiled.
 *
 * <p>The function has the list, not the instruction: few functions ever trap, and each of them at few places.
 */
public final class TrapSites {

    /** So many instructions of a function are told apart; whoever traps at more gives all of them the way to a trap. */
    static final int MOST = 8;
    private static final Node[] ALL = {};

    /** A root that has a list. */
    public abstract static class Root extends RootNode {

        /** Null at first. */
        @CompilationFinal(dimensions = 1) private Node[] trapSites;

        protected Root(TruffleLanguage<?> language, FrameDescriptor frame) {
            super(language, frame);
        }
    }

    private TrapSites() {
    }

    /**
     * To be called where {@code location} is about to trap, or to do what it rarely does.
     *
     * @param location may be null, or no instruction of a function's tree
     * @return whether this is the first time
     */
    public static boolean enter(Node location) {
        if (CompilerDirectives.inCompiledCode() && (!CompilerDirectives.isPartialEvaluationConstant(location) || isKnown(location))) {
            return false;
        }
        // Not with invalidation: that exit makes slower code, up to 7 %, of loops that never take it.
        CompilerDirectives.transferToInterpreter();
        if (isKnown(location)) {
            return false;
        }
        add((Root) location.getRootNode(), location);
        return true;
    }

    @ExplodeLoop
    private static boolean isKnown(Node location) {
        RootNode node = location == null ? null : location.getRootNode();
        if (!(node instanceof Root root)) {
            return true;
        }
        Node[] sites = root.trapSites;
        if (sites == null || sites == ALL) {
            return sites == ALL;
        }
        for (Node site : sites) {
            if (site == location) {
                return true;
            }
        }
        return false;
    }

    @TruffleBoundary
    private static void add(Root root, Node location) {
        synchronized (root) {
            Node[] sites = root.trapSites;
            if (sites == null) {
                root.trapSites = new Node[]{location};
            } else if (sites.length == MOST) {
                root.trapSites = ALL;
            } else if (sites != ALL) {
                Node[] more = Arrays.copyOf(sites, sites.length + 1);
                more[sites.length] = location;
                root.trapSites = more;
            }
        }
        Node node = location == root ? location.getChildren().iterator().next() : location;
        // Nothing changes: this is how Truffle throws away what was compiled of a function, wherever it is inlined.
        node.replace(node, "traps");
    }
}
