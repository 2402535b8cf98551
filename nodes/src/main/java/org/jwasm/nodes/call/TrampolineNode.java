// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.call;

import org.jwasm.runtime.Deoptimization;
import org.jwasm.runtime.TailCall;

import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.LoopNode;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RepeatingNode;
import com.oracle.truffle.api.nodes.RootNode;

/**
 * Makes the calls that the callee of an ordinary call left to its caller. Where no callee ever did, this is a comparison
 * with null.
 *
 * <p>The loop is a root of its own, so that a chain of calls which never returns is compiled while it runs.
 */
public final class TrampolineNode extends Node {

    private static final TrampolineNode UNCACHED = new TrampolineNode();

    @Child private DirectCallNode loop;

    public static TrampolineNode create() {
        return new TrampolineNode();
    }

    public static TrampolineNode getUncached() {
        return UNCACHED;
    }

    /** @param result of the call with {@code arguments}, whose arrays have the results afterwards */
    public void execute(Object result, Object[] arguments) {
        if (result == null) {
            return;
        }
        if (this == UNCACHED) {
            TailCall.complete(result, arguments);
            return;
        }
        if (loop == null) {
            Deoptimization.invalidate();
            loop = insert(DirectCallNode.create(new Root().getCallTarget()));
        }
        Object[] last = (Object[]) loop.call(result);
        TailCall.passResults(last, arguments);
    }

    /** Takes the first call, makes it and all that follow from it, and returns the arguments of the last. */
    private static final class Root extends RootNode {

        static final int NEXT = 0;
        static final int LAST_ARGUMENTS = 1;

        @Child private LoopNode loop = Truffle.getRuntime().createLoopNode(new Step());

        Root() {
            super(null, descriptor());
        }

        private static FrameDescriptor descriptor() {
            FrameDescriptor.Builder builder = FrameDescriptor.newBuilder(2);
            builder.addSlots(2, FrameSlotKind.Static);
            return builder.build();
        }

        @Override
        public Object execute(VirtualFrame frame) {
            frame.setObjectStatic(NEXT, frame.getArguments()[0]);
            frame.setObjectStatic(LAST_ARGUMENTS, null);
            loop.execute(frame);
            return frame.getObjectStatic(LAST_ARGUMENTS);
        }

        @Override
        public boolean isInternal() {
            return true;
        }

        @Override
        public String getName() {
            return "tail calls";
        }
    }

    private static final class Step extends Node implements RepeatingNode {

        @Child private TargetCallNode call = TargetCallNodeGen.create();

        @Override
        public boolean executeRepeating(VirtualFrame frame) {
            TruffleSafepoint.poll(this);
            TailCall next = (TailCall) frame.getObjectStatic(Root.NEXT);
            Object following = call.execute(next.target(), next.arguments());
            frame.setObjectStatic(Root.LAST_ARGUMENTS, next.arguments());
            frame.setObjectStatic(Root.NEXT, following);
            return following != null;
        }
    }
}
