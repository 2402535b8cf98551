// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.reference;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.DescribedStruct;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmStruct;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Instructions that take or give descriptors. Proposal: Custom Descriptors, New Instructions. */
public final class DescriptorNodes {

    private DescriptorNodes() {
    }

    static WasmStruct check(Object descriptor, WasmNode location) {
        if (descriptor == null) {
            throw location.trap(TrapKind.NULL_DESCRIPTOR_REFERENCE);
        }
        return (WasmStruct) descriptor;
    }

    /** {@code ref.get_desc} */
    public static final class Get extends RefNode {
        private final int codeOffset;
        @Child private RefNode struct;

        public Get(RefNode struct, int codeOffset) {
            this.struct = struct;
            this.codeOffset = codeOffset;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            Object reference = struct.executeObject(frame);
            if (reference == null) {
                throw trap(TrapKind.NULL_REFERENCE);
            }
            return ((DescribedStruct) reference).descriptor();
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    /** Whether a reference has a descriptor, for {@code br_on_cast_desc_eq}. */
    public static final class Test extends BoolNode {
        private final boolean nullable;
        private final int codeOffset;
        @Child private RefNode value;
        @Child private RefNode descriptor;

        /** @param nullable whether null passes */
        public Test(RefNode value, RefNode descriptor, boolean nullable, int codeOffset) {
            this.value = value;
            this.descriptor = descriptor;
            this.nullable = nullable;
            this.codeOffset = codeOffset;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            Object reference = value.executeObject(frame);
            WasmStruct expected = check(descriptor.executeObject(frame), this);
            return reference == null ? nullable : DescribedStruct.isDescribedBy(reference, expected);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    /** {@code ref.cast_desc_eq} */
    public static final class Cast extends RefNode {
        private final boolean nullable;
        private final int codeOffset;
        @Child private RefNode value;
        @Child private RefNode descriptor;

        /** @param nullable whether null passes */
        public Cast(RefNode value, RefNode descriptor, boolean nullable, int codeOffset) {
            this.value = value;
            this.descriptor = descriptor;
            this.nullable = nullable;
            this.codeOffset = codeOffset;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            Object reference = value.executeObject(frame);
            WasmStruct expected = check(descriptor.executeObject(frame), this);
            if (!(reference == null ? nullable : DescribedStruct.isDescribedBy(reference, expected))) {
                throw trap(TrapKind.DESCRIPTOR_CAST_FAILURE);
            }
            return reference;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }
}
