// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.reference;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.RefNode;
import org.jwasm.runtime.HeapTypeTest;
import org.jwasm.runtime.TrapKind;
import org.jwasm.structure.ReferenceType;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Tests and casts. Spec: Execution, Reference Instructions, ref.test, ref.cast. */
public final class CastNodes {

    private CastNodes() {
    }

    /** {@code ref.test}; also the condition of {@code br_on_cast}. */
    public static final class Test extends BoolNode {
        private final boolean nullable;
        private final HeapTypeTest test;
        @Child private RefNode value;

        public Test(RefNode value, ReferenceType type) {
            this.value = value;
            this.nullable = type.nullable();
            this.test = HeapTypeTest.of(type.heapType());
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            Object reference = value.executeObject(frame);
            return reference == null ? nullable : test.test(reference);
        }
    }

    /** {@code ref.cast} */
    public static final class Cast extends RefNode {
        private final boolean nullable;
        private final HeapTypeTest test;
        private final int codeOffset;
        @Child private RefNode value;

        public Cast(RefNode value, ReferenceType type, int codeOffset) {
            this.value = value;
            this.nullable = type.nullable();
            this.test = HeapTypeTest.of(type.heapType());
            this.codeOffset = codeOffset;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            Object reference = value.executeObject(frame);
            if (!(reference == null ? nullable : test.test(reference))) {
                throw trap(TrapKind.CAST_FAILURE);
            }
            return reference;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }
}
