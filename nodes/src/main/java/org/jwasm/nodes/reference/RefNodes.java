package org.jwasm.nodes.reference;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.RefNode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Reference instructions. Spec: Execution, Reference Instructions. */
public final class RefNodes {

    private RefNodes() {
    }

    /** {@code ref.null} */
    public static final class Null extends RefNode {
        @Override
        public Object executeObject(VirtualFrame frame) {
            return null;
        }
    }

    /** {@code ref.is_null} */
    public static final class IsNull extends BoolNode {
        @Child private RefNode value;

        public IsNull(RefNode value) {
            this.value = value;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return value.executeObject(frame) == null;
        }
    }

    /** {@code ref.func} */
    public static final class Func extends RefNode {
        private final int function;

        public Func(int function) {
            this.function = function;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            return instance(frame).function(function);
        }
    }
}
